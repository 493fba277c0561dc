import type { ContactId, ShopId } from '../../lib/brand.ts';
import type { JsonObject } from '../../lib/json.ts';
import { evaluatePredicate } from '../../engine/evaluate-predicate.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import { versionKey } from '../../engine/ports.ts';
import type { EventMatch, ExitRule, FlowProgram } from '../../engine/program.ts';
import { storeEventTypes } from '../../shop/store-event.ts';
import type { StoreEvent, StoreEventType } from '../../shop/store-event.ts';
import type { Closing } from '../close-enrollments.ts';
import { dateVariable } from '../read-variables.ts';
import type { ReactorDeps } from '../reactor-deps.ts';
import type { RunningFlow } from '../running-flows.ts';

export interface Ending {
  readonly reason: string;
  readonly event: StoreEvent;
}

type Place = Pick<Enrollment, 'about' | 'variables' | 'anchorAt'>;

/** The goal first: what is a goal and an exit at once counts as a goal. */
const rulesOf = ({ exitOn = [], goal }: FlowProgram): readonly ExitRule[] => [
  ...(goal === undefined ? [] : [{ ...goal, reason: 'goal_met' }]),
  ...exitOn,
];

const hasEndings = (program: FlowProgram): boolean => rulesOf(program).length > 0;

/** Its anchor may move later, what began it doesn't; kinds freeze that under one of these names. */
export const openedAtOf = (variables: JsonObject, anchorAt: Date): Date =>
  ['openedAt', 'createdAt', 'purchasedAt'].map((name) => dateVariable(variables, name)).find(Boolean) ??
  anchorAt;

const isMet = ({ event: type, where, sameAbout }: EventMatch, event: StoreEvent, about: string): boolean =>
  event.type === type &&
  (sameAbout !== true || event.about === about) &&
  (where === undefined || evaluatePredicate(where, { zone: 'UTC', contact: event.data }, event.at));

/** The earliest of these events that ends it: one that came after what began it, whenever it is heard of. */
export const endingOf = (
  program: FlowProgram,
  { about, variables, anchorAt }: Place,
  events: readonly StoreEvent[],
): Ending | undefined => {
  const since = openedAtOf(variables, anchorAt).getTime();
  const later = events.filter(({ at }) => at.getTime() > since);
  const inOrder = later.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const rules = rulesOf(program);
  for (const event of inOrder) {
    const rule = rules.find((one) => isMet(one, event, about));
    if (rule !== undefined) return { reason: rule.reason, event };
  }
  return undefined;
};

const typesOf = (program: FlowProgram): readonly StoreEventType[] => {
  const named = new Set(rulesOf(program).map(({ event }) => event));
  return storeEventTypes.filter((type) => named.has(type));
};

/** What has ended it by now, from everything known of the person. */
export const findEnding = async (
  { facts }: Pick<ReactorDeps, 'facts'>,
  program: FlowProgram,
  place: Place & { readonly shop: ShopId; readonly contact: ContactId },
): Promise<Ending | undefined> => {
  if (!hasEndings(program)) return undefined;
  const what = { types: typesOf(program), since: openedAtOf(place.variables, place.anchorAt) };
  return endingOf(program, place, await facts.events.ofContacts(place.shop, [place.contact], what));
};

export const closingOf = (enrollment: Enrollment, { reason, event }: Ending): Closing => ({
  enrollment,
  reason,
  detail: { event: event.type, at: event.at.toISOString() },
});

/** Versions before may have had them: who waits in a first version without them need not be looked for. */
const mayEnd = ({ flow, program }: RunningFlow): boolean => flow.version > 1 || hasEndings(program);

/** Who waits and is ended by one of these events. */
export const findEnded = async (
  { runtime, store }: Pick<ReactorDeps, 'runtime' | 'store'>,
  flows: readonly RunningFlow[],
  { shop, events }: { readonly shop: ShopId; readonly events: readonly StoreEvent[] },
): Promise<readonly Closing[]> => {
  const byContact = Map.groupBy(events, ({ contact }) => contact);
  const contacts = [...byContact.keys()].filter((contact) => contact !== undefined);
  if (contacts.length === 0 || !flows.some(mayEnd)) return [];
  const waiting = await store.findWaitingOfContacts(shop, contacts);
  const programs = await runtime.programs.load(waiting);
  return waiting.flatMap((enrollment) => {
    const program = programs.get(versionKey(enrollment));
    const heard = byContact.get(enrollment.contact) ?? [];
    const ending = program === undefined ? undefined : endingOf(program, enrollment, heard);
    return ending === undefined ? [] : [closingOf(enrollment, ending)];
  });
};
