import type { ContactId } from '../../lib/brand.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { JsonObject } from '../../lib/json.ts';
import { isFromPast } from '../../shop/store-event.ts';
import type { StoreEvent, StoreEventType } from '../../shop/store-event.ts';
import type { TriggerContext, TriggerMatch } from '../flow-kind.ts';
import type { ShopFacts } from '../shop-facts.ts';
import { aboutsOf, productIdsIn } from './abouts.ts';
import { openedAtOf } from './endings.ts';
import { isOccasion } from './event-facts.ts';
import { admitRuns, byTime, separatedRuns, singleRuns } from './runs.ts';
import type { Admitted, Run } from './runs.ts';
import type { EventArgs } from './trigger-args.ts';

export interface RunRules extends EventArgs {
  /** What ends a run and lets the next begin; empty: each fact is a run of its own. */
  readonly unless: readonly StoreEventType[];
  /** What the kind freezes at entry besides what began it. */
  variablesOf?(opener: StoreEvent, zone: string): JsonObject;
}

export type RunFacts = Pick<ShopFacts, 'shops' | 'events'>;

interface Asked {
  readonly event: StoreEvent;
  readonly contact: ContactId;
  readonly about: string;
  readonly context: TriggerContext;
  readonly rules: RunRules;
  readonly zone: string;
}

const reachMs = 400 * 86_400_000;
const productsKept = 20;

/** First heard from the past: it begins nothing, and ends like everything else. */
const isNews = ({ sources }: StoreEvent): boolean => !isFromPast(sources[0]);

/** What happened before the flow was on counts only where it has an enrollment. */
const countedFacts = async (
  { contact, about, context }: Asked,
  facts: readonly StoreEvent[],
): Promise<readonly StoreEvent[]> => {
  const { flow } = context;
  const since = flow.liveSince ?? flow.createdAt;
  const before = facts.filter(({ at }) => at.getTime() < since.getTime());
  if (before.length === 0) return facts;
  const keys = ['', ...before.map(({ id }) => id)].map((occurrence) => ({ contact, about, occurrence }));
  const entered = await context.entered(keys);
  const occurrences = new Set(entered.map(({ occurrence }) => occurrence));
  const once = entered.find(({ occurrence }) => occurrence === '');
  const openedAt = once && openedAtOf(once.variables, once.anchorAt).getTime();
  return facts.filter(
    ({ id, at }) => at.getTime() >= since.getTime() || occurrences.has(id) || at.getTime() === openedAt,
  );
};

const runsOf = async (asked: Asked, heard: readonly StoreEvent[]): Promise<readonly Run[]> => {
  const { about, rules, context } = asked;
  const isAboutIt = (event: StoreEvent): boolean => aboutsOf(event, rules.about).includes(about);
  const { filter } = context.program.trigger;
  const opening = heard.filter(
    (event) => event.type === rules.event && isNews(event) && isAboutIt(event) && isOccasion(event, filter),
  );
  const facts = await countedFacts(asked, opening);
  if (rules.unless.length === 0) return singleRuns(facts);
  const separating = heard.filter(
    (event) => rules.unless.includes(event.type) && (event.type !== rules.event || isAboutIt(event)),
  );
  return separatedRuns(facts, separating);
};

const matchOf = (
  { event, contact, about, rules, zone }: Asked,
  { run, occurrence, verdict }: Admitted,
): TriggerMatch => {
  const { opener, last } = run;
  const own = run.facts.some(({ id }) => id === event.id);
  const productIds = rules.about === 'product' ? [about] : productIdsIn(opener).slice(0, productsKept);
  return {
    contact,
    about,
    occurrence,
    variables: {
      openedAt: opener.at.toISOString(),
      productIds,
      ...(rules.unless.includes('order.placed') && { orderEnds: true }),
      ...rules.variablesOf?.(opener, zone),
    },
    anchorAt: last.at,
    verdict: own || verdict.kind === 'open' ? verdict : { ...verdict, quiet: true },
    takesOver: [],
    opener,
    repeated: occurrence === '' && !own && event.type === rules.event,
  };
};

/** The run that the event is in or ends, and whatever it may have changed behind it. */
const touched = ({ event, rules, context }: Asked, admitted: readonly Admitted[]): readonly Admitted[] => {
  const { kind } = context.program.reEntry;
  if (kind === 'once-per-about') return admitted;
  const index = admitted.findLastIndex(({ run }) => byTime(run.opener, event) <= 0);
  if (rules.unless.length > 0) return admitted.slice(Math.max(0, index - 1));
  if (index < 0) return kind === 'after' ? admitted : [];
  return kind === 'after' ? admitted.slice(index) : admitted.slice(index, index + 1);
};

/** The fact behind it in the same run may have opened an enrollment when this one had not been heard of. */
const formerOpeners = ({ event }: Asked, admitted: readonly Admitted[]): readonly Admitted[] =>
  admitted.flatMap((one) => {
    const index = one.run.facts.findIndex(({ id }) => id === event.id);
    const next = index < 0 ? undefined : one.run.facts[index + 1];
    if (next === undefined) return [];
    const verdict = { kind: 'close', reason: 'superseded', quiet: true } as const;
    return [{ ...one, occurrence: next.id, verdict }];
  });

/** Closed by a reckoning that facts heard of late may have turned around, not by anything that happened. */
const isReckoned = ({ state, exitReason = '' }: Enrollment): boolean =>
  state === 'exited' && ['re_entry', 'superseded'].includes(exitReason);

/**
 * A run whose enrollment was closed by reckoning, and that may run after all, has another one: under the id of the fact
 * that brought it back.
 */
const underItsKey = async (
  { event, contact, about, context }: Asked,
  one: Admitted,
  facts: readonly StoreEvent[],
): Promise<Admitted> => {
  const { occurrence, verdict } = one;
  const [first] = await context.entered([{ contact, about, occurrence }]);
  if (first === undefined || !isReckoned(first)) return one;
  const keys = facts.map(({ id }) => ({ contact, about, occurrence: `${occurrence}~${id}` }));
  const running = (await context.entered(keys)).find((other) => !isReckoned(other));
  if (running !== undefined) return { ...one, occurrence: running.occurrence };
  return verdict.kind === 'open' ? { ...one, occurrence: `${occurrence}~${event.id}` } : one;
};

/** Matches of one event, from all facts of its person: in whatever order they came, the same ones are open in the end. */
export const matchRuns = async (
  facts: RunFacts,
  event: StoreEvent,
  { context, rules }: { readonly context: TriggerContext; readonly rules: RunRules },
): Promise<readonly TriggerMatch[]> => {
  const { contact, shop } = event;
  if (contact === undefined) return [];
  const types = [...new Set([rules.event, ...rules.unless])];
  const since = new Date(context.now.getTime() - reachMs);
  const [heard, found] = await Promise.all([
    facts.events.ofContacts(shop, [contact], { types, since }),
    facts.shops.find(shop),
  ]);
  const zone = found?.zone ?? 'UTC';
  const opens = event.type === rules.event;
  const sources = opens ? [event] : heard.filter(({ type }) => type === rules.event);
  const abouts = new Set(sources.flatMap((one) => aboutsOf(one, rules.about)));
  const matches: TriggerMatch[] = [];
  for (const about of abouts) {
    const asked = { event, contact, about, context, rules, zone };
    const admitted = touched(asked, admitRuns(await runsOf(asked, heard), context.program.reEntry, zone));
    const { kind } = context.program.reEntry;
    const mayTurn = kind === 'after' || (kind === 'every-time' && rules.unless.length > 0);
    const known = mayTurn
      ? await Promise.all(
          [...admitted, ...formerOpeners(asked, admitted)].map((one) => underItsKey(asked, one, heard)),
        )
      : admitted;
    matches.push(...known.map((one) => matchOf(asked, one)));
  }
  return matches;
};
