import { buildEntry } from '../engine/entry.ts';
import type { NewEnrollment } from '../engine/engine-store.ts';
import { evaluatePredicate, predicateNeeds } from '../engine/evaluate-predicate.ts';
import type { Predicate } from '../engine/predicate.ts';
import type { FactName, Facts } from '../engine/step.ts';
import type { ShopId } from '../lib/brand.ts';
import type { JsonObject } from '../lib/json.ts';
import type { StoreEvent } from '../shop/store-event.ts';
import { loadContactFacts } from './contact-facts.ts';
import type { TriggerMatch } from './flow-kind.ts';
import type { ReactorDeps } from './reactor-deps.ts';
import { needsConsent } from './needs-consent.ts';
import type { RunningFlow } from './running-flows.ts';
import { findEnding } from './triggers/endings.ts';
import { eventProperties } from './triggers/event-facts.ts';
import { usefulUntil } from './useful-until.ts';

/** Why not, and the values it was judged by. */
export interface Refused {
  readonly refused: string;
  readonly detail?: JsonObject | undefined;
}

export type Admission = { readonly entry: NewEnrollment } | Refused;

export interface MatchInFlow {
  readonly shop: ShopId;
  readonly running: RunningFlow;
  readonly match: TriggerMatch;
  /** The one just heard; a match may name another as what opens it. */
  readonly event?: StoreEvent | undefined;
}

const needsOf = (filters: readonly (Predicate | undefined)[]): ReadonlySet<FactName> =>
  new Set<FactName>([
    'zone',
    ...filters.flatMap((filter) => (filter === undefined ? [] : predicateNeeds(filter))),
  ]);

const holds = (filter: Predicate | undefined, facts: Facts, now: Date): boolean =>
  filter === undefined || evaluatePredicate(filter, facts, now);

const loadMatchFacts = async (
  deps: Pick<ReactorDeps, 'facts' | 'clock'>,
  { shop, running: { program }, match: { contact } }: MatchInFlow,
): Promise<Facts> => {
  const names = needsOf([program.trigger.filter, program.filter]);
  const loaded = await loadContactFacts(deps.facts, {
    shop,
    contacts: [contact],
    names,
    now: deps.clock.now(),
  });
  return loaded.get(contact) ?? { zone: 'UTC' };
};

/** Someone we may not write to, whatever the flow. */
export const refusalOfPerson = async (
  { facts }: Pick<ReactorDeps, 'facts'>,
  { shop, running: { program }, match: { contact } }: MatchInFlow,
): Promise<string | undefined> => {
  const [found, consents] = await Promise.all([
    facts.contacts.findMany(shop, [contact]),
    facts.contacts.consentsOf(shop, [contact]),
  ]);
  if (found.get(contact)?.redactedAt !== undefined) return 'redacted';
  return needsConsent(program) && consents.get(contact)?.state === 'unsubscribed'
    ? 'unsubscribed'
    : undefined;
};

const entryOf = (deps: ReactorDeps, { shop, running, match }: MatchInFlow, facts: Facts): NewEnrollment => {
  const { flow, program } = running;
  const { contact, about, occurrence, anchorAt, variables } = match;
  return buildEntry(
    {
      key: { shop, flow: flow.id, contact, about, occurrence },
      version: flow.version,
      program,
      anchorAt,
      variables,
      enteredAt: deps.clock.now(),
    },
    { steps: deps.runtime.steps, facts },
  );
};

/** Trigger filters may ask about the event that opens it besides the person. */
const withEvent = (facts: Facts, { match, event }: MatchInFlow): Facts => {
  const opener = match.opener ?? event;
  return opener === undefined
    ? facts
    : { ...facts, contact: { ...facts.contact, ...eventProperties(opener) } };
};

const endedAlready = async (
  deps: ReactorDeps,
  { shop, running, match }: MatchInFlow,
): Promise<Refused | undefined> => {
  const ending = await findEnding(deps, running.program, { ...match, shop });
  if (ending === undefined) return undefined;
  return { refused: 'ended_already', detail: { by: ending.reason, event: ending.event.type } };
};

/** Whether a match that has no enrollment yet gets one, judged by the facts of this moment, which are asked for at once. */
export const admit = async (deps: ReactorDeps, matched: MatchInFlow): Promise<Admission> => {
  const { match, running } = matched;
  const { verdict } = match;
  if (verdict.kind !== 'open') return { refused: verdict.reason, detail: verdict.detail };
  const { program, kind } = running;
  const now = deps.clock.now();
  const [facts, person, ended] = await Promise.all([
    loadMatchFacts(deps, matched),
    refusalOfPerson(deps, matched),
    endedAlready(deps, matched),
  ]);
  if (!holds(program.trigger.filter, withEvent(facts, matched), now)) return { refused: 'trigger_filter' };
  if (!holds(program.filter, facts, now)) return { refused: 'filter_failed' };
  if (person !== undefined) return { refused: person };
  if (ended !== undefined) return ended;
  const entry = entryOf(deps, matched, facts);
  const until = usefulUntil(entry, program, { kind, zone: facts.zone });
  return until.getTime() <= now.getTime() ? { refused: 'no_longer_useful' } : { entry };
};
