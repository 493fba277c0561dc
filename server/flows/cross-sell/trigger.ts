import { z } from 'zod';
import { durationSchema } from '../../engine/duration.ts';
import type { LearnedCompanion } from '../../recommendations/companion-model.ts';
import type { Order } from '../../shop/catalog.ts';
import { companionsOfBasket } from '../companions/companions-of-basket.ts';
import { productIdsOf } from '../content-sources.ts';
import type { OrdersAsked, ReckoningContext, TriggerMatch, Verdict } from '../flow-kind.ts';
import { wholeDays } from '../timing/reckon.ts';
import type { NumberOf } from '../timing/reckon.ts';
import type { CrossSellFacts } from './load-choices.ts';
import { loadOwnedBy } from './load-owned.ts';

export const crossSellArgs = z.object({
  afterFulfilment: durationSchema.default('P14D'),
  afterOrder: durationSchema.default('P30D'),
  /** `learned`: when the likeliest companion is usually bought, where that was learned; the numbers above elsewhere. */
  timing: z.enum(['learned', 'fixed']).default('fixed'),
});

const verdictOn = (order: Order): Verdict => {
  if (order.cancelledAt !== undefined) return { kind: 'close', reason: 'cancelled' };
  const bought = productIdsOf(order.lines);
  if (bought.length === 0) return { kind: 'refuse', reason: 'no_suggestion' };
  const kept = bought.some((productId) => !order.refundedProductIds.includes(productId));
  return kept ? { kind: 'open' } : { kind: 'close', reason: 'refunded' };
};

interface CrossSellTime {
  readonly anchorAt: Date;
  readonly interval: string;
  readonly numberOf: NumberOf;
  readonly companion?: LearnedCompanion | undefined;
}

/** Of fewer people who came back for it no month can be told from a year. */
const enoughFollowers = 5;
/** As long before the usual time as a suggestion is of use; half of them have bought by then. */
const leadShare = 0.2;

const merchantTime = (
  { fulfilledAt, placedAt }: Order,
  { afterFulfilment, afterOrder }: z.output<typeof crossSellArgs>,
): CrossSellTime => ({
  anchorAt: fulfilledAt ?? placedAt,
  interval: fulfilledAt === undefined ? afterOrder : afterFulfilment,
  numberOf: 'merchant',
});

/** A month later, where the likeliest companion is bought a month later; what goes into the same basket has no such time. */
const timeOf = (
  order: Order,
  args: z.output<typeof crossSellArgs>,
  likeliest: LearnedCompanion | undefined,
): CrossSellTime => {
  const merchant = { ...merchantTime(order, args), companion: likeliest };
  if (args.timing === 'fixed' || likeliest === undefined) return merchant;
  const { direction, followers, medianGapDays } = likeliest;
  if (direction !== 'after' || followers < enoughFollowers) return merchant;
  const interval = wholeDays(medianGapDays * (1 - leadShare));
  return { anchorAt: order.placedAt, interval, numberOf: 'learned', companion: likeliest };
};

const evidenceOf = ({ numberOf, companion }: CrossSellTime) => ({
  numberOf,
  ...(companion !== undefined && {
    companion: companion.productId,
    gapDays: companion.medianGapDays,
    followers: companion.followers,
  }),
});

/** Once an order; where its number is the merchant's, counted from its fulfilment as soon as that is known. */
export const matchOrders = async (
  facts: CrossSellFacts,
  { shop, orderIds }: OrdersAsked,
  { program }: ReckoningContext,
): Promise<readonly TriggerMatch[]> => {
  const orders = (await facts.orders.findMany(shop, orderIds)).filter(({ test }) => !test);
  const args = crossSellArgs.parse(program.trigger.args);
  const bought = productIdsOf(orders.flatMap(({ lines }) => lines));
  const { companions } = await facts.companions.companionsOf(shop, bought);
  const contacts = companions.size === 0 ? [] : orders.flatMap(({ contact }) => contact ?? []);
  const owned = await loadOwnedBy(facts, shop, contacts);
  return orders.flatMap((order): TriggerMatch[] => {
    const { contact, id } = order;
    if (contact === undefined) return [];
    const basket = companionsOfBasket(productIdsOf(order.lines), companions);
    const likeliest = basket.find(({ productId }) => owned.get(contact)?.has(productId) !== true);
    const time = timeOf(order, args, likeliest);
    const { anchorAt, interval, numberOf } = time;
    const variables = { orderId: id, interval, numberOf };
    const match = { contact, about: id, occurrence: '', variables, anchorAt };
    return [{ ...match, verdict: verdictOn(order), takesOver: [], timedBy: evidenceOf(time) }];
  });
};
