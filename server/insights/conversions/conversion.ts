import type { ContactId, FlowId, MessageId } from '../../lib/brand.ts';
import type { Order } from '../../shop/catalog.ts';

/** How long after a click an order is still put down to it. */
export const attributionDays = 5;

export const attributionMs = attributionDays * 86_400_000;

/** Something a person did with a message that may have earned an order. */
export interface Touch {
  readonly by: 'click' | 'code';
  readonly message: MessageId;
  readonly flow: FlowId;
  readonly step: string;
  /** Shop time of the click; of a code, when its mail left. */
  readonly at: Date;
}

/** An order credited to a message. */
export interface Conversion extends Touch {
  readonly order: string;
  readonly contact?: ContactId | undefined;
  readonly placedAt: Date;
  /** Net of what was refunded, in `currency`: a decimal with two places. */
  readonly net: string;
  readonly currency: string;
  /** Counts for nothing, and stays known: its mail shows it. */
  readonly cancelled: boolean;
  /** Of the order's own version this was read from. */
  readonly toldAt: Date;
}

const isClickFor = ({ placedAt }: Pick<Order, 'placedAt'>, { by, at }: Touch): boolean =>
  by === 'click' && at <= placedAt && placedAt.getTime() - at.getTime() <= attributionMs;

/**
 * Touches in a line: a click outweighs a code, the later one the earlier. Whoever writes a conversion keeps the heaviest,
 * so that order and click may be heard of in any sequence.
 */
export const weightOf = ({ by, at, message }: Touch): string =>
  `${by === 'click' ? 1 : 0} ${at.toISOString()} ${message}`;

/** The last click before the order and within the window; else the mail whose code the order used. */
export const creditedTouch = (order: Pick<Order, 'placedAt'>, touches: readonly Touch[]): Touch | undefined =>
  touches
    .filter((touch) => touch.by === 'code' || isClickFor(order, touch))
    .toSorted((one, other) => (weightOf(one) < weightOf(other) ? -1 : 1))
    .at(-1);

/** Sums are made by the database: what is no number is nothing. */
const decimal = (amount: string): string =>
  Number.isFinite(Number(amount)) ? Math.max(0, Number(amount)).toFixed(2) : '0.00';

export const conversionOf = (order: Order, touch: Touch): Conversion => ({
  ...touch,
  order: order.id,
  contact: order.contact,
  placedAt: order.placedAt,
  net: decimal(order.total.amount),
  currency: order.total.currency,
  cancelled: order.cancelledAt !== undefined,
  toldAt: order.updatedAt,
});
