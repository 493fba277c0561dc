import type { ShopId } from '../lib/brand.ts';

/** A platform document as it is kept: one group of fields under one stamp, plus fields that only ever gain. */
export interface VersionedRow<Details> {
  _id: string;
  shop: ShopId;
  /** Both absent while only a side fact (a refund, a deletion) was heard. */
  stamp?: string | undefined;
  details?: Details | undefined;
}

type Expression = Readonly<Record<string, unknown>>;

export const rowId = (shop: ShopId, id: string): string => `${shop}/${id}`;

/** For `$set` in a pipeline update: decided inside the database, so two appliers in any order end alike. */
export const newerWins = (stamp: string, details: object): Expression => {
  const newer = { $lt: [{ $ifNull: ['$stamp', ''] }, stamp] };
  return {
    stamp: { $cond: [newer, stamp, '$stamp'] },
    details: { $cond: [newer, { $literal: details }, '$details'] },
  };
};

/** Set once, never changed: join keys that later versions may leave out. */
export const keepFirst = (field: string, value: string | undefined): Expression =>
  value === undefined ? {} : { [field]: { $ifNull: [`$${field}`, { $literal: value }] } };

/** The earliest time anyone told. */
export const keepEarliest = (field: string, at: Date | undefined): Expression =>
  at === undefined ? {} : { [field]: { $min: [`$${field}`, at] } };

export const keepAll = (field: string, values: readonly string[]): Expression => ({
  [field]: { $setUnion: [{ $ifNull: [`$${field}`, []] }, { $literal: values }] },
});
