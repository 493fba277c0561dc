import type { ContactId, ShopId } from '../../lib/brand.ts';
import { evaluatePredicate, predicateNeeds } from '../../engine/evaluate-predicate.ts';
import { loadContactFacts } from '../contact-facts.ts';
import type { TriggerContext, TriggerMatch } from '../flow-kind.ts';
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
}

const watchingOf = (shop: ShopId, context: TriggerContext): Watching => ({
  shop,
  context,
  args: segmentArgs.parse(context.program.trigger.args),
});

const occurrenceOf = ({ context: { program } }: Watching, { since }: Member): string =>
  program.reEntry.kind === 'once-per-about' ? '' : since.toISOString();

const entering = (watching: Watching, member: Member): TriggerMatch => {
  const openedAt = member.since.toISOString();
  return {
    contact: member.contact,
    about,
    occurrence: occurrenceOf(watching, member),
    variables: { openedAt },
    anchorAt: member.since,
    verdict: { kind: 'open' },
    takesOver: [],
  };
};

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
const newMember = ({ context }: Watching, contact: ContactId): Member => {
  const live = context.flow.status === 'live';
  return { contact, since: context.now, before: !live, pending: live };
};

/**
 * The first look at a segment, and at a changed one, finds out who matches already: they are in without entering, unless
 * the flow asks for them. Resolves to false when that was just done.
 */
const isWatched = async ({ members, query }: SegmentDeps, watching: Watching): Promise<boolean> => {
  const { shop, context, args } = watching;
  const version = await members.watched(flowOf(watching));
  if (version === context.flow.version) return true;
  const mayEnter = version === undefined && args.includeExisting;
  if (!mayEnter) {
    const matching = await query.matching(shop, args.segment, { now: context.now });
    const since = context.now;
    await members.add(
      flowOf(watching),
      [...matching].map((contact) => ({ contact, since, before: true, pending: false })),
    );
  }
  await members.watch(flowOf(watching), context.flow.version, context.now);
  return mayEnter;
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
  const watching = watchingOf(shop, context);
  if (!(await isWatched(deps, watching))) return [];
  const flow = flowOf(watching);
  const [holds, member] = await Promise.all([
    holdsFor(deps, watching, contact),
    deps.members.find(flow, contact),
  ]);
  if (!holds) {
    if (member !== undefined) await deps.members.remove(flow, [contact]);
    return leaving(watching, [contact]);
  }
  // Written first: whoever looks again, after a crash or at the same time, finds the same beginning.
  if (member === undefined) await deps.members.add(flow, [newMember(watching, contact)]);
  const held = member ?? (await deps.members.find(flow, contact));
  return held?.pending === true ? [entering(watching, held)] : [];
};

/** Everybody, every night: time alone makes people match. */
export const lookAtSegment = async (
  deps: SegmentDeps,
  { shop, context }: { readonly shop: ShopId; readonly context: TriggerContext },
  follow: (matches: readonly TriggerMatch[]) => Promise<void>,
): Promise<void> => {
  const watching = watchingOf(shop, context);
  if (!(await isWatched(deps, watching))) return;
  const flow = flowOf(watching);
  const [matching, members] = await Promise.all([
    deps.query.matching(shop, watching.args.segment, { now: context.now }),
    deps.members.list(flow),
  ]);
  const known = new Set(members.map(({ contact }) => contact));
  const fresh = [...matching].filter((contact) => !known.has(contact));
  const left = members.map(({ contact }) => contact).filter((contact) => !matching.has(contact));
  await follow(await leaving(watching, left));
  await deps.members.remove(flow, left);
  await deps.members.add(
    flow,
    fresh.map((contact) => newMember(watching, contact)),
  );
  const pending = (await deps.members.list(flow)).filter((member) => member.pending);
  await follow(pending.map((member) => entering(watching, member)));
  await deps.members.confirm(
    flow,
    pending.map(({ contact }) => contact),
  );
};
