import { fail, ok, reasonsOf, spoken, warn } from './check.ts';
import type { Check } from './check.ts';

const minuteMs = 60_000;
const slowMs = minuteMs;
const stuckMs = 10 * minuteMs;

const workers: Check = {
  name: 'workers',
  look: async (examination) => {
    const live = await examination.workers();
    const still = live.filter(({ stalled }) => stalled.length > 0);
    if (live.length === 0)
      return fail('No worker has a heartbeat younger than 30 s.', 'Start one: `node jobs/main.ts`.');
    if (still.length > 0) {
      const says = `${still.length} of ${live.length} workers have a loop that stands still.`;
      const todo = 'Restart them; their logs say what they were at.';
      return still.length === live.length ? fail(says, todo) : warn(says, todo);
    }
    const offsets = new Set(live.map(({ offsetMs }) => offsetMs));
    return offsets.size > 1
      ? warn('Workers go by different times.', "Wait a few seconds: the demo's clock has just been wound.")
      : ok(live.length === 1 ? 'One worker is alive.' : `${live.length} workers are alive.`);
  },
};

const due: Check = {
  name: 'due work',
  look: async ({ state, now }) => {
    const { due: count, lagMs } = await state.turns(now());
    if (count === 0) return ok('Nothing is overdue.');
    const says = `${count} turns are due, the oldest for ${spoken(lagMs)}.`;
    if (lagMs < slowMs) return ok(says);
    const todo = 'Start more workers, or look at the provider (`encore_provider_seconds`).';
    return lagMs < stuckMs ? warn(says, todo) : fail(says, todo);
  },
};

const stuck: Check = {
  name: 'stuck turns',
  look: async ({ state, now }) => {
    const { stuck: turns } = await state.turns(now());
    return turns.length === 0
      ? ok('Every due turn is held or was served within a minute.')
      : fail(
          `Due, held by nobody and not served for a minute: ${turns.join(', ')}.`,
          'Restart the workers; their logs say why they leave these alone.',
        );
  },
};

const leases: Check = {
  name: 'leases',
  look: async ({ state, now }) => {
    const { abandoned } = await state.turns(now());
    return abandoned === 0
      ? ok('No lease was left behind.')
      : warn(
          `${abandoned} leases ran out without being given back: their worker vanished.`,
          'Nothing, if a worker is alive: it takes them over. Else start one.',
        );
  },
};

const enrollments: Check = {
  name: 'enrollments',
  look: async ({ state }) => {
    const rows = await state.quarantinedEnrollments();
    return rows.length === 0
      ? ok('No enrollment is quarantined.')
      : warn(
          `Enrollments are quarantined: ${reasonsOf(rows)}.`,
          'Mend the cause, then `encore requeue --enrollments --reason REASON`.',
        );
  },
};

const decisions: Check = {
  name: 'decisions',
  look: async ({ facts }) => {
    const { seen, unreadable } = await facts.decisions(500);
    return unreadable === 0
      ? ok(`The newest ${seen} decisions can be read.`)
      : warn(
          `${unreadable} of the newest ${seen} decisions match no schema and are not shown.`,
          'They were written by another version; nothing is decided by them.',
        );
  },
};

export const workChecks: readonly Check[] = [workers, due, stuck, leases, enrollments, decisions];
