import type { ContactId, ShopId } from '../../lib/brand.ts';
import { addDuration } from '../../engine/duration.ts';
import { evaluatePredicate, predicateNeeds } from '../../engine/evaluate-predicate.ts';
import { loadContactFacts } from '../contact-facts.ts';
import type { TriggerContext, TriggerMatch, Verdict } from '../flow-kind.ts';
import type { SegmentQuery } from '../segments/segment-query.repository.ts';
import type { ShopFacts } from '../shop-facts.ts';
import type { Member, SegmentMembers } from '../triggers/segment-members.ts';
import { segmentArgs } from './segment-args.ts';
import type { SegmentArgs } from './segment-args.ts';

export interface SegmentDeps {
  readonly facts: ShopFacts;
  readonly query: SegmentQuery;
  readonly members: SegmentMembers;
}

/** The person is what it is about, whatever brought them in. */
const about = 'contact';

interface Watching {
  readonly shop: ShopId;
  readonly context: TriggerContext;
  readonly args: SegmentArgs;
  readonly zone: string;
}

const watchingOf = async (
  { facts }: SegmentDeps,
  shop: ShopId,
  context: TriggerContext,
): Promise<Watching> => ({
  shop,
  context,
  args: segmentArgs.parse(context.program.trigger.args),
  zone: (await facts.shops.find(shop))?.zone ?? 'UTC',
});

const occurrenceOf = ({ context: { program } }: Watching, { since }: Member): string =>
  program.reEntry.kind === 'once-per-about' ? '' : since.toISOString();

/** From when on they may enter again; undefined when nothing keeps them. */
const mayFrom = ({ context: { program }, zone }: Watching, last: Date | undefined): Date | undefined =>
  last === undefined || program.reEntry.kind !== 'after'
    ? undefined
    : addDuration(last, program.reEntry.duration, { zone });

const tooSoon = (watching: Watching, { since, enteredBefore }: Member): Date | undefined => {
  const from = mayFrom(watching, enteredBefore);
  return from !== undefined && since.getTime() < from.getTime() ? from : undefined;
};

const verdictOn = (watching: Watching, member: Member): Verdict => {
  const from = tooSoon(watching, member);
  if (from === undefined) return { kind: 'open' };
  return { kind: 'close', reason: 're_entry', detail: { mayFrom: from.toISOString() } };
};

const entering = (watching: Watching, member: Member): TriggerMatch => ({
  contact: member.contact,
  about,
  occurrence: occurrenceOf(watching, member),
  variables: { openedAt: member.since.toISOString() },
  anchorAt: member.since,
  verdict: verdictOn(watching, member),
  takesOver: [],
});

/** Read from who waits, not from who was a member: a crash in between must not lose it. */
const leaving = async (
  { args, context }: Watching,
  contacts: readonly ContactId[],
): Promise<readonly TriggerMatch[]> => {
  if (!args.exitOnLeave || contacts.length === 0) return [];
  const verdict = { kind: 'close', reason: 'left_segment', quiet: true } as const;
  const waiting = await context.waiting(contacts);
  return waiting.map(({ contact, occurrence, variables, anchorAt, about: what }) => ({
    contact,
    occurrence,
    variables,
    anchorAt,
    about: what,
    verdict,
    takesOver: [],
  }));
};

const flowOf = ({ shop, context }: Watching) => ({ shop, flow: context.flow.id });

/** A pause is no time of watching: who begins to match in it is in, and doesn't enter afterwards. */
const newMember = (watching: Watching, contact: ContactId, former?: Member): Member => {
  const { now, flow } = watching.context;
  const live = flow.status === 'live';
  const entered = former === undefined || former.before ? undefined : former.since;
  const stayedOut = former !== undefined && tooSoon(watching, former) !== undefined;
  const enteredBefore = stayedOut || former?.before === true ? former.enteredBefore : entered;
  return { contact, since: now, before: !live, pending: live, left: false, enteredBefore };
};

/** Written before it is followed: whoever looks again, after a crash or at the same time, finds the same beginning. */
const join = async (
  { members }: SegmentDeps,
  watching: Watching,
  joining: readonly (readonly [ContactId, Member | undefined])[],
): Promise<void> => {
  const flow = flowOf(watching);
  const made = joining.map(([contact, former]) => newMember(watching, contact, former));
  await members.add(flow, made);
  await members.rejoin(flow, made);
};

/** What was watched for was not this: who matches the new segment by now is in. At first, who did when the flow went live. */
const knownAt = ({ context: { flow, now } }: Watching, version: number | undefined): Date =>
  version === undefined ? (flow.liveSince ?? flow.createdAt) : now;

/**
 * The first look at a segment, and at a changed one, finds out who matches already: they are in without entering, unless
 * the flow asks for them.
 */
const watch = async ({ members, query }: SegmentDeps, watching: Watching): Promise<void> => {
  const { shop, context, args } = watching;
  const version = await members.watched(flowOf(watching));
  if (version === context.flow.version) return;
  if (version !== undefined || !args.includeExisting) {
    const since = knownAt(watching, version);
    const matching = await query.matching(shop, args.segment, { now: since });
    const known = { since, before: true, pending: false, left: false };
    const inside = [...matching].map((contact) => ({ contact, ...known }));
    await members.add(flowOf(watching), inside);
    await members.rejoin(flowOf(watching), inside);
  }
  await members.watch(flowOf(watching), context.flow.version, context.now);
};

const holdsFor = async (
  { facts }: SegmentDeps,
  { shop, context: { now }, args: { segment } }: Watching,
  contact: ContactId,
): Promise<boolean> => {
  const names = new Set(['zone' as const, ...predicateNeeds(segment)]);
  const loaded = (await loadContactFacts(facts, { shop, contacts: [contact], names, now })).get(contact);
  return loaded !== undefined && evaluatePredicate(segment, loaded, now);
};

/** One person, right after something was heard of them. */
export const lookAtContact = async (
  deps: SegmentDeps,
  { shop, contact }: { readonly shop: ShopId; readonly contact: ContactId },
  context: TriggerContext,
): Promise<readonly TriggerMatch[]> => {
  const watching = await watchingOf(deps, shop, context);
  await watch(deps, watching);
  const flow = flowOf(watching);
  const [holds, member] = await Promise.all([
    holdsFor(deps, watching, contact),
    deps.members.find(flow, contact),
  ]);
  if (!holds) {
    if (member !== undefined) await deps.members.leave(flow, [contact]);
    return leaving(watching, [contact]);
  }
  const isNew = member === undefined || member.left;
  if (isNew) await join(deps, watching, [[contact, member]]);
  const held = isNew ? await deps.members.find(flow, contact) : member;
  return held?.pending === true ? [entering(watching, held)] : [];
};

/** Everybody, every night: time alone makes people match. */
export const lookAtSegment = async (
  deps: SegmentDeps,
  { shop, context }: { readonly shop: ShopId; readonly context: TriggerContext },
  follow: (matches: readonly TriggerMatch[]) => Promise<void>,
): Promise<void> => {
  const watching = await watchingOf(deps, shop, context);
  await watch(deps, watching);
  const flow = flowOf(watching);
  const [matching, members] = await Promise.all([
    deps.query.matching(shop, watching.args.segment, { now: context.now }),
    deps.members.list(flow),
  ]);
  const known = new Map(members.map((member) => [member.contact, member]));
  const fresh = [...matching].filter((contact) => known.get(contact)?.left !== false);
  const gone = members.filter(({ contact, left }) => !left && !matching.has(contact));
  const contacts = gone.map(({ contact }) => contact);
  await follow(await leaving(watching, contacts));
  await deps.members.leave(flow, contacts);
  await join(
    deps,
    watching,
    fresh.map((contact) => [contact, known.get(contact)]),
  );
  const pending = (await deps.members.list(flow)).filter((member) => member.pending);
  await follow(pending.map((member) => entering(watching, member)));
  await deps.members.confirm(
    flow,
    pending.map(({ contact }) => contact),
  );
};
