import { z } from 'zod';
import { durationSchema } from '../../engine/duration.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { ContactId } from '../../lib/brand.ts';
import { isFromPast } from '../../shop/store-event.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import type { Subject, TriggerContext, TriggerMatch, Verdict } from '../flow-kind.ts';
import { findSettling } from '../settlement.ts';
import type { ShopFacts } from '../shop-facts.ts';
import { productIdsIn } from '../triggers/abouts.ts';
import { claimsOfLooks, settlesLooks } from './settled-by.ts';
import { browseRuns } from './visits.ts';
import type { BrowseRun } from './visits.ts';

export const browseArgs = z.strictObject({
  times: z.number().int().min(1).max(20).default(2),
  within: durationSchema.default('P7D'),
});

export type BrowseFacts = Pick<ShopFacts, 'shops' | 'contacts' | 'orders' | 'products' | 'events'>;

/** What a browser did is kept no longer. */
const reachMs = 90 * 86_400_000;
const enders = ['cart.updated', 'checkout.updated'] as const;
const types = ['product.viewed', ...enders] as const;

interface Asked {
  readonly facts: BrowseFacts;
  readonly event: StoreEvent;
  readonly contact: ContactId;
  readonly context: TriggerContext;
}

const isNews = ({ sources }: StoreEvent): boolean => !isFromPast(sources[0]);

const subjectOf = (
  { contact }: Asked,
  { about, run, occurrence }: { about: string; run: BrowseRun; occurrence: string },
): Subject => ({
  contact,
  about,
  occurrence,
  variables: { productId: about, openedAt: run.opener.at.toISOString(), looks: run.looks.length },
});

/** Looks heard of late may make another one the opener: the run stays what it was entered as. */
const enteredAs = async (
  { contact, context }: Asked,
  about: string,
  run: BrowseRun,
): Promise<readonly Enrollment[]> =>
  context.entered(run.looks.map(({ id }) => ({ contact, about, occurrence: id })));

/** One product at a time: what somebody looked at last is what they are reminded of. */
const newerThan = (run: BrowseRun, about: string, waiting: readonly Enrollment[]): boolean =>
  waiting.some(
    (other) =>
      other.about !== about &&
      (other.anchorAt > run.last.at || (other.anchorAt >= run.last.at && other.about > about)),
  );

const judge = async (asked: Asked, subject: Subject, run: BrowseRun): Promise<Verdict> => {
  const { facts, event, context } = asked;
  if (run.endedBy !== undefined)
    return { kind: 'close', reason: 'came_back', detail: { event: run.endedBy.type } };
  const kind = { claims: claimsOfLooks, settledBy: settlesLooks };
  const settling = await findSettling(facts, kind, { shop: event.shop, subjects: [subject] });
  if (settling.size > 0) return { kind: 'close', reason: 'already_ordered' };
  const waiting = await context.waiting([subject.contact]);
  return newerThan(run, subject.about, waiting) ? { kind: 'close', reason: 'superseded' } : { kind: 'open' };
};

const closing = (other: Enrollment, reason: string): TriggerMatch => ({
  contact: other.contact,
  about: other.about,
  occurrence: other.occurrence,
  variables: other.variables,
  anchorAt: other.anchorAt,
  verdict: { kind: 'close', reason, quiet: true },
  takesOver: [],
});

/** Enrollments about other products that this one replaces. */
const replacedBy = async (
  { contact, context }: Asked,
  about: string,
  run: BrowseRun,
): Promise<readonly TriggerMatch[]> =>
  (await context.waiting([contact]))
    .filter((other) => other.about !== about && !newerThan(run, about, [other]))
    .map((other) => closing(other, 'superseded'));

const matchesOfRun = async (
  asked: Asked,
  about: string,
  run: BrowseRun,
): Promise<readonly TriggerMatch[]> => {
  const { flow } = asked.context;
  const [entered, ...others] = await enteredAs(asked, about, run);
  const isBefore = run.opener.at.getTime() < (flow.liveSince ?? flow.createdAt).getTime();
  if (isBefore && entered === undefined) return [];
  const subject = subjectOf(asked, { about, run, occurrence: entered?.occurrence ?? run.opener.id });
  const verdict = await judge(asked, subject, run);
  const match: TriggerMatch = {
    ...subject,
    anchorAt: run.last.at,
    verdict,
    takesOver: [],
    opener: run.opener,
  };
  // One that is over stays over: it takes nobody else's place.
  const isOver = entered !== undefined && entered.state !== 'waiting';
  const replaced = verdict.kind === 'open' && !isOver ? await replacedBy(asked, about, run) : [];
  return [match, ...others.map((other) => closing(other, 'superseded')), ...replaced];
};

/** Entered by looks that, as is known by now, a cart came between. */
const withoutRun = async (
  { contact, context }: Asked,
  about: string,
  runs: readonly BrowseRun[],
): Promise<readonly TriggerMatch[]> => {
  const looks = new Set(runs.flatMap((run) => run.looks.map(({ id }) => id)));
  return (await context.waiting([contact]))
    .filter((one) => one.about === about && !looks.has(one.occurrence))
    .map((one) => closing(one, 'came_back'));
};

const matchesOfProduct = async (
  asked: Asked,
  about: string,
  heard: readonly StoreEvent[],
): Promise<readonly TriggerMatch[]> => {
  const { facts, event, context } = asked;
  const { program } = context;
  const { times, within } = browseArgs.parse(program.trigger.args);
  const zone = (await facts.shops.find(event.shop))?.zone ?? 'UTC';
  const ofProduct = heard.filter((one) => productIdsIn(one).includes(about));
  const runs = browseRuns(
    ofProduct.filter((one) => one.type === 'product.viewed' && isNews(one)),
    ofProduct.filter(({ type }) => type !== 'product.viewed'),
    { times, within, reEntry: program.reEntry, zone },
  );
  // A fact touches the run it is in, or the one it ends; those before have had theirs.
  const touched = runs.filter(({ last, endedBy }) => (endedBy ?? last).at >= event.at);
  const matches = await Promise.all(touched.map((run) => matchesOfRun(asked, about, run)));
  return [...matches.flat(), ...(await withoutRun(asked, about, runs))];
};

/** Products that somebody looked at often enough and neither bought nor put into a cart since. */
export const matchLooks = async (
  facts: BrowseFacts,
  event: StoreEvent,
  context: TriggerContext,
): Promise<readonly TriggerMatch[]> => {
  const { contact, shop } = event;
  if (contact === undefined) return [];
  const since = new Date(context.now.getTime() - reachMs);
  const heard = await facts.events.ofContacts(shop, [contact], { types, since });
  const asked = { facts, event, contact, context };
  const matches: TriggerMatch[] = [];
  for (const about of productIdsIn(event)) matches.push(...(await matchesOfProduct(asked, about, heard)));
  return matches;
};
