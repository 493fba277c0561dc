import type { Connection, mongo } from 'mongoose';
import { asFlowId } from '../../lib/brand.ts';
import type { FlowId, ShopId } from '../../lib/brand.ts';
import { codeRows } from './offer-codes.model.ts';

export interface LedgerCost {
  readonly currency: string;
  /** What the codes took off orders when they were placed. */
  readonly amount: string;
  /** Net of what was refunded and cancelled since, as far as the platform told. */
  readonly net: string;
}

/** What the codes of one offer have cost in one flow. */
export interface LedgerLine {
  readonly offer: string;
  readonly flow: FlowId;
  readonly given: number;
  /** Of those: in somebody's hands, good and not used. */
  readonly live: number;
  readonly redeemed: number;
  readonly orders: number;
  readonly costs: readonly LedgerCost[];
}

export interface OfferLedger {
  /** `now` is the shop's time. By offer, then by flow. */
  read(shop: ShopId, now: Date): Promise<readonly LedgerLine[]>;
}

interface CountRow {
  _id: { offer: string; flow: string };
  given: number;
  live: number;
  redeemed: number;
}

interface CostRow {
  _id: { offer: string; flow: string; currency: string };
  orders: number;
  amount: mongo.Decimal128;
  net: mongo.Decimal128;
}

const one = (condition: mongo.Document): mongo.Document => ({ $sum: { $cond: [condition, 1, 0] } });
const isUsed = { $gt: [{ $size: { $ifNull: ['$redemptions', []] } }, 0] };

const countStages = (shop: ShopId, now: Date): mongo.Document[] => [
  { $match: { shop, givenAt: { $exists: true } } },
  {
    $group: {
      _id: { offer: '$offer', flow: '$flow' },
      given: { $sum: 1 },
      redeemed: one(isUsed),
      live: one({
        $and: [{ $not: isUsed }, { $gt: ['$expiresAt', now] }, { $eq: ['$state', 'given'] }],
      }),
    },
  },
  { $sort: { '_id.offer': 1, '_id.flow': 1 } },
];

const costStages = (shop: ShopId): mongo.Document[] => [
  { $match: { shop, givenAt: { $exists: true } } },
  { $unwind: '$redemptions' },
  {
    $group: {
      _id: { offer: '$offer', flow: '$flow', currency: '$redemptions.currency' },
      orders: { $sum: 1 },
      amount: { $sum: { $toDecimal: '$redemptions.amount' } },
      net: { $sum: { $toDecimal: '$redemptions.net' } },
    },
  },
  { $sort: { '_id.currency': 1 } },
];

const twoPlaces = (value: mongo.Decimal128): string => {
  const [whole = '0', part = ''] = value.toString().split('.');
  return `${whole}.${part.padEnd(2, '0')}`;
};

/** Sums are decimal to the last place: money is never a float. */
export const createOfferLedger = (connection: Connection): OfferLedger => {
  const rows = codeRows(connection);
  return {
    read: async (shop, now) => {
      const [counts, costs] = await Promise.all([
        rows.aggregate<CountRow>(countStages(shop, now)).toArray(),
        rows.aggregate<CostRow>(costStages(shop)).toArray(),
      ]);
      return counts.map(({ _id: { offer, flow }, ...count }) => {
        const own = costs.filter(({ _id }) => _id.offer === offer && _id.flow === flow);
        return {
          offer,
          flow: asFlowId(flow),
          ...count,
          orders: own.reduce((sum, { orders }) => sum + orders, 0),
          costs: own.map(({ _id, amount, net }) => ({
            currency: _id.currency,
            amount: twoPlaces(amount),
            net: twoPlaces(net),
          })),
        };
      });
    },
  };
};
