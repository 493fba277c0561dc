import { realNow } from '../../../lib/clock.ts';
import type { Story } from './read-ledger.ts';

const openStatuses = new Set(['scheduled', 'sending']);
/** Put off by a clause that names its own next time, minutes away. */
const putOff = new Set(['flow_paused']);
/** Whoever waits longer than this waits for the next mail, not for this one. */
const farMs = 20_000;

const hasBeenHeard = ({ person, deliveries }: Story): boolean =>
  person.answered.length > 0 &&
  deliveries.length === new Set(person.answered).size &&
  deliveries.every(({ state }) => state !== 'stored');

const isDecided = ({ person, enrollments, messages, decisions }: Story): boolean =>
  enrollments.length === 0
    ? // A redaction that was heard first leaves nothing that could be decided.
      decisions.length > 0 || person.fate === 'redacted'
    : enrollments.every(({ _id, state, dueAt }) => {
        const rows = messages.filter(({ enrollment }) => enrollment === _id);
        const isPutOff = rows.some(
          ({ status, reason }) => status === 'scheduled' && putOff.has(reason ?? ''),
        );
        if (!isPutOff && rows.some(({ status }) => openStatuses.has(status))) return false;
        if (state !== 'waiting') return true;
        const isFar = (dueAt?.getTime() ?? 0) > realNow().getTime() + farMs;
        return isFar && rows.length > 0;
      });

const whereabouts = ({ enrollments, messages }: Story): string => {
  const places = enrollments.map(
    ({ state, step, dueAt }) => `${state} at ${step} due ${dueAt?.toISOString() ?? 'never'}`,
  );
  return [...places, ...messages.map(({ status, reason }) => `${status} ${reason ?? ''}`)].join(', ');
};

/** What the person's story is still waiting for; undefined when it has come to rest. */
export const unrestOf = (story: Story): string | undefined => {
  if (!hasBeenHeard(story)) return 'a delivery is not applied';
  return isDecided(story) ? undefined : `a mail is not decided: ${whereabouts(story)}`;
};
