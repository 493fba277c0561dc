import type { FlowId, ShopId } from '../../lib/brand.ts';
import type { Conversions } from '../conversions/conversions.repository.ts';
import { addUp, lastDays, sentByDay } from './rollup.ts';
import type { MailCounts } from './rollup.ts';
import type { Rollups } from './rollups.repository.ts';

/** How many days the figures are of, today's among them. */
export const figureDays = 30;

export interface FlowFigures extends MailCounts {
  readonly flow: FlowId;
  /** Credited to its mails and placed in these days; cancelled ones don't count. */
  readonly orders: number;
  /** Net of refunds, in the shop's currency: a decimal with two places. */
  readonly revenue: string;
  /** Oldest first. */
  readonly sentByDay: readonly number[];
}

export interface FigureDeps {
  readonly rollups: Pick<Rollups, 'read'>;
  readonly conversions: Pick<Conversions, 'byFlow'>;
}

export interface FiguresAsked {
  /** Shop time. */
  readonly now: Date;
  readonly currency: string;
  /** Those alone; without it every flow that did anything. */
  readonly flows?: readonly FlowId[] | undefined;
}

/** What each flow did in the last thirty days. */
export const readFigures = async (
  { rollups, conversions }: FigureDeps,
  shop: ShopId,
  { now, currency, flows }: FiguresAsked,
): Promise<readonly FlowFigures[]> => {
  const days = lastDays(now, figureDays);
  const [from = now] = days;
  const [rows, earned] = await Promise.all([
    rollups.read(shop, { from, flows }),
    conversions.byFlow(shop, { since: from, currency, flows }),
  ]);
  const byFlow = Map.groupBy(rows, ({ flow }) => flow);
  const ids = new Set([...(flows ?? []), ...byFlow.keys(), ...earned.keys()]);
  return [...ids].map((flow) => {
    const own = byFlow.get(flow) ?? [];
    const { orders = 0, net = '0.00' } = earned.get(flow) ?? {};
    return { flow, ...addUp(own), orders, revenue: net, sentByDay: sentByDay(own, days) };
  });
};

/** Decimals of two places are added as whole cents: money is never a float. */
export const addMoney = (amounts: readonly string[]): string => {
  const cents = amounts.reduce((sum, amount) => sum + BigInt(amount.replace('.', '')), 0n);
  const text = cents.toString().padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
};
