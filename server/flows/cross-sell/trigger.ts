import { z } from 'zod';
import type { FlowProgram } from '../../engine/program.ts';
import { durationSchema } from '../../engine/duration.ts';
import type { Order } from '../../shop/catalog.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import { productIdsOf } from '../content-sources.ts';
import type { TriggerMatch, Verdict } from '../flow-kind.ts';
import type { OrderFacts } from '../shop-facts.ts';

export const crossSellArgs = z.object({
  afterFulfilment: durationSchema.default('P14D'),
  afterOrder: durationSchema.default('P30D'),
});

const verdictOn = (order: Order): Verdict => {
  if (order.cancelledAt !== undefined) return { kind: 'close', reason: 'cancelled' };
  const bought = productIdsOf(order.lines);
  if (bought.length === 0) return { kind: 'refuse', reason: 'no_suggestion' };
  const kept = bought.some((productId) => !order.refundedProductIds.includes(productId));
  return kept ? { kind: 'open' } : { kind: 'close', reason: 'refunded' };
};

/** Once an order; counted from its fulfilment as soon as that is known, for then it has arrived. */
export const matchOrder = async (
  orders: OrderFacts,
  event: StoreEvent,
  program: FlowProgram,
): Promise<readonly TriggerMatch[]> => {
  const [order] = await orders.findMany(event.shop, [event.about]);
  if (order?.contact === undefined || order.test) return [];
  const { afterFulfilment, afterOrder } = crossSellArgs.parse(program.trigger.args);
  const { contact, id, fulfilledAt, placedAt } = order;
  return [
    {
      contact,
      about: id,
      occurrence: '',
      variables: { orderId: id, interval: fulfilledAt === undefined ? afterOrder : afterFulfilment },
      anchorAt: fulfilledAt ?? placedAt,
      verdict: verdictOn(order),
      takesOver: [],
    },
  ];
};
