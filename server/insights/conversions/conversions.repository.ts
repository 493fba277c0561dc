import type { Connection, mongo } from 'mongoose';
import { asContactId, asFlowId, asMessageId } from '../../lib/brand.ts';
import type { FlowId, MessageId, ShopId } from '../../lib/brand.ts';
import { rowsOf, where } from '../../shop/rows.model.ts';
import { rowId } from '../../shop/versioned-row.ts';
import { retryDuplicates } from '../../shop/write-errors.ts';
import { weightOf } from './conversion.ts';
import type { Conversion } from './conversion.ts';

export interface ConvertedFlow {
  readonly orders: number;
  /** Sum of those in the currency asked for: a decimal with two places. */
  readonly net: string;
}

export interface Conversions {
  /** One row an order, however often and in whatever sequence it is told. */
  record(shop: ShopId, conversions: readonly Conversion[]): Promise<void>;
  /** Oldest first, cancelled ones among them. */
  ofMessage(shop: ShopId, message: MessageId): Promise<readonly Conversion[]>;
  /** Orders that count and were placed at or after `since` (shop time), by flow. */
  byFlow(
    shop: ShopId,
    asked: {
      readonly since: Date;
      readonly currency: string;
      readonly flows?: readonly FlowId[] | undefined;
    },
  ): Promise<ReadonlyMap<FlowId, ConvertedFlow>>;
  ensureIndexes(): Promise<void>;
}

interface ConversionRow {
  _id: string;
  shop: string;
  order: string;
  contact?: string | undefined;
  by: Conversion['by'];
  message: string;
  flow: string;
  step: string;
  at: Date;
  weight: string;
  placedAt: Date;
  net: string;
  currency: string;
  cancelled: boolean;
  toldAt: Date;
}

const indexes: readonly mongo.IndexDescription[] = [
  // Answers the sums by itself.
  { key: { shop: 1, placedAt: 1, flow: 1, cancelled: 1, currency: 1, net: 1 } },
  { key: { shop: 1, message: 1 } },
  { key: { shop: 1, contact: 1 }, ...where('contact') },
];

type Choice = Readonly<Record<string, unknown>>;

/** These fields of the new telling where it is to win, else those that are there. */
const chosen = (wins: object, fields: Choice): mongo.Document =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      { $cond: [wins, value === undefined ? '$$REMOVE' : { $literal: value }, `$${name}`] },
    ]),
  );

const isMissing = (field: string): object => ({ $eq: [{ $type: field }, 'missing'] });

/** Who gets the credit and what the order is worth are told apart: each has its own newest. */
const updateOf = (shop: ShopId, conversion: Conversion): mongo.Document[] => {
  const { order, contact, placedAt, net, currency, cancelled, toldAt, by, message, flow, step, at } =
    conversion;
  const weight = weightOf(conversion);
  const newer = { $or: [isMissing('$toldAt'), { $gte: [toldAt, '$toldAt'] }] };
  const heavier = { $or: [isMissing('$weight'), { $gt: [{ $literal: weight }, '$weight'] }] };
  return [
    {
      $set: {
        shop: { $literal: shop },
        order: { $literal: order },
        // Nobody takes a cancellation back.
        cancelled: { $or: [{ $eq: ['$cancelled', true] }, { $literal: cancelled }] },
        ...chosen(newer, { contact, placedAt, net, currency, toldAt }),
        ...chosen(heavier, { by, message, flow, step, at, weight }),
      },
    },
  ];
};

const toConversion = (row: ConversionRow): Conversion => ({
  order: row.order,
  contact: row.contact === undefined ? undefined : asContactId(row.contact),
  by: row.by,
  message: asMessageId(row.message),
  flow: asFlowId(row.flow),
  step: row.step,
  at: row.at,
  placedAt: row.placedAt,
  net: row.net,
  currency: row.currency,
  cancelled: row.cancelled,
  toldAt: row.toldAt,
});

const sumStages = (
  shop: ShopId,
  { since, currency, flows }: Parameters<Conversions['byFlow']>[1],
): mongo.Document[] => [
  {
    $match: {
      shop,
      placedAt: { $gte: since },
      cancelled: false,
      ...(flows === undefined ? {} : { flow: { $in: [...flows] } }),
    },
  },
  {
    $group: {
      _id: '$flow',
      orders: { $sum: 1 },
      net: {
        $sum: {
          $cond: [{ $eq: ['$currency', { $literal: currency }] }, { $toDecimal: '$net' }, { $toDecimal: 0 }],
        },
      },
    },
  },
];

export const createConversions = (connection: Connection): Conversions => {
  const rows = rowsOf<ConversionRow>(connection, 'conversions');
  return {
    record: async (shop, conversions) => {
      if (conversions.length === 0) return;
      const operations = conversions.map((conversion) => ({
        updateOne: {
          filter: { _id: rowId(shop, conversion.order) },
          update: updateOf(shop, conversion),
          upsert: true,
        },
      }));
      await retryDuplicates(() => rows.bulkWrite(operations, { ordered: false }));
    },
    ofMessage: async (shop, message) =>
      (await rows.find({ shop, message }).sort({ placedAt: 1, _id: 1 }).toArray()).map(toConversion),
    byFlow: async (shop, asked) => {
      const found = await rows
        .aggregate<{ _id: string; orders: number; net: mongo.Decimal128 }>(sumStages(shop, asked))
        .toArray();
      return new Map(
        found.map(({ _id, orders, net }) => [asFlowId(_id), { orders, net: twoPlaces(net.toString()) }]),
      );
    },
    ensureIndexes: async () => {
      await rows.createIndexes([...indexes]);
    },
  };
};

/** As the database writes a decimal, with two places. */
const twoPlaces = (text: string): string => {
  const [whole = '0', part = ''] = text.split('.');
  return `${whole}.${part.padEnd(2, '0')}`;
};
