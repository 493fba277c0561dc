import type { ContactId, EnrollmentId, MessageId, ShopId } from '../../lib/brand.ts';
import type { StoredDecision } from '../../engine/decision.model.ts';
import type { UnreadableEnrollment } from '../../engine/engine-store.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { FlowProgram } from '../../engine/program.ts';
import type { MessageEvent } from '../../mail/events/message-event.ts';
import type { Message } from '../../mail/message.ts';
import type { EffectRow } from '../../flows/acts/effects.repository.ts';
import type { ExplainDeps } from './explain-deps.ts';

/** Everything that is stored about one person, before it is told. */
export interface StorySources {
  readonly decisions: readonly StoredDecision[];
  readonly messages: readonly Message[];
  readonly events: ReadonlyMap<MessageId, readonly MessageEvent[]>;
  readonly effects: readonly EffectRow[];
  readonly enrollments: readonly Enrollment[];
  readonly unreadable: readonly UnreadableEnrollment[];
  readonly programs: ReadonlyMap<string, FlowProgram>;
  readonly truncated: boolean;
}

/** More than that nobody reads; the newest are kept. */
const mostDecisions = 2000;
const mostMessages = 500;

const eventsOf = async (
  { mail }: ExplainDeps,
  shop: ShopId,
  messages: readonly Message[],
): Promise<ReadonlyMap<MessageId, readonly MessageEvent[]>> => {
  const left = messages.filter(({ status }) => status === 'accepted' || status === 'unknown');
  const found = await Promise.all(
    left.map(async ({ id }) => [id, await mail.events.ofMessage(shop, id)] as const),
  );
  return new Map(found);
};

/** Ended enrollments have no index by contact: their decisions and messages name them. */
const enrollmentsOf = async (
  { enrollments }: ExplainDeps,
  { shop, contacts }: Asked,
  named: readonly (EnrollmentId | undefined)[],
) => {
  const waiting = await enrollments.waitingOf(shop, contacts);
  const here = new Set([...waiting.enrollments, ...waiting.unreadable].map(({ id }) => id));
  const ids = new Set(named.filter((id) => id !== undefined && !here.has(id)));
  const others = await enrollments.readMany(
    shop,
    [...ids].flatMap((id) => id ?? []),
  );
  return {
    enrollments: [...waiting.enrollments, ...others.enrollments],
    unreadable: [...waiting.unreadable, ...others.unreadable],
  };
};

export interface Asked {
  readonly shop: ShopId;
  /** The person's id, and the one that was asked for where that is an alias. */
  readonly contacts: readonly ContactId[];
}

export const loadStory = async (deps: ExplainDeps, asked: Asked): Promise<StorySources> => {
  const { shop, contacts } = asked;
  const each = <Value>(read: (contact: ContactId) => Promise<Value>): Promise<readonly Value[]> =>
    Promise.all(contacts.map(read));
  const [decided, mailed] = await Promise.all([
    each((contact) => deps.decisions.ofContact(shop, contact, mostDecisions)),
    each((contact) => deps.mail.messages.list(shop, { contact, limit: mostMessages })),
  ]);
  const decisions = decided.flat();
  const messages = mailed.flatMap((page) => page.messages);
  const named = [...decisions, ...messages].map(({ enrollment }) => enrollment);
  const [found, events] = await Promise.all([
    enrollmentsOf(deps, asked, named),
    eventsOf(deps, shop, messages),
  ]);
  const acted = await Promise.all(found.enrollments.map(({ id }) => deps.effects.ofEnrollment(shop, id)));
  return {
    ...found,
    decisions,
    messages,
    events,
    effects: acted.flat(),
    programs: await deps.flows.programs.load(found.enrollments),
    truncated:
      decided.some(({ length }) => length === mostDecisions) || mailed.some(({ next }) => next !== undefined),
  };
};
