import type { ContactId, ShopId } from '../../lib/brand.ts';
import { readProperty } from '../../engine/property.ts';
import { loadContactFacts } from '../contact-facts.ts';
import type { TriggerContext, TriggerMatch, Verdict } from '../flow-kind.ts';
import type { ShopFacts } from '../shop-facts.ts';
import type { DatedContact, DatedContacts } from './dated-contacts.ts';
import { dateArgs, dateOccasions, daysDueBetween } from './occasions.ts';
import type { DateArgs, DateOccasion } from './occasions.ts';

export interface DateDeps {
  readonly facts: ShopFacts;
  readonly dated: DatedContacts;
}

/** A night is looked ahead, and one more in case the look of the next is missed. */
const aheadMs = 2 * 86_400_000;

interface Asked {
  readonly args: DateArgs;
  readonly now: Date;
  readonly zone: string;
}

/** What is past begins nothing: nobody is congratulated late because a flow was switched on today. */
const verdictOn = ({ at }: DateOccasion, now: Date): Verdict => {
  const inMs = at.getTime() - now.getTime();
  return inMs > 0 && inMs <= aheadMs ? { kind: 'open' } : { kind: 'refuse', reason: 'not_near', quiet: true };
};

const matchesOf = ({ contact, date }: DatedContact, { args, now, zone }: Asked): readonly TriggerMatch[] =>
  dateOccasions(date, args, { now, zone }).map((occasion) => ({
    contact,
    about: args.property,
    occurrence: occasion.occurrence,
    variables: { date },
    anchorAt: occasion.at,
    verdict: verdictOn(occasion, now),
    takesOver: [],
  }));

/** One person, right after something was heard of them. */
export const matchDateOf = async (
  { facts }: DateDeps,
  { shop, contact }: { readonly shop: ShopId; readonly contact: ContactId },
  { program, now }: TriggerContext,
): Promise<readonly TriggerMatch[]> => {
  const args = dateArgs.parse(program.trigger.args);
  const names = new Set(['zone', 'contact'] as const);
  const loaded = (await loadContactFacts(facts, { shop, contacts: [contact], names, now })).get(contact);
  const date = readProperty(loaded?.contact, args.property);
  if (loaded === undefined || typeof date !== 'string') return [];
  return matchesOf({ contact, date }, { args, now, zone: loaded.zone });
};

/** Everybody whose date is near. */
export const scanDates = async (
  { facts, dated }: DateDeps,
  { shop, context }: { readonly shop: ShopId; readonly context: TriggerContext },
  follow: (matches: readonly TriggerMatch[]) => Promise<void>,
): Promise<void> => {
  const { now } = context;
  const args = dateArgs.parse(context.program.trigger.args);
  const zone = (await facts.shops.find(shop))?.zone ?? 'UTC';
  const days = daysDueBetween(args, { from: now, until: new Date(now.getTime() + aheadMs), zone });
  for await (const group of dated.withDate(shop, { property: args.property, days })) {
    const near = group.flatMap((one) => matchesOf(one, { args, now, zone }));
    await follow(near.filter(({ verdict }) => verdict.kind === 'open'));
  }
};
