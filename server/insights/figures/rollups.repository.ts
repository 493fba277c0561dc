import type { Connection, mongo } from 'mongoose';
import { asFlowId } from '../../lib/brand.ts';
import type { FlowId, ShopId } from '../../lib/brand.ts';
import { rowsOf } from '../../shop/rows.model.ts';
import type { Rollup } from './rollup.ts';

export interface RollupPeriod {
  readonly from: Date;
  readonly flows?: readonly FlowId[] | undefined;
}

/** How far somebody has come in writing them. */
export interface RollupState {
  /** Real time: everything that was written before it is counted. */
  readonly readTo: Date;
  /** Real time: not before then again, so that a large shop costs no more than its share. */
  readonly restUntil: Date;
}

/** What was counted, a row for each day, flow and step. */
export interface Rollups {
  /** Takes the place of everything that was known of that day. */
  replaceDay(shop: ShopId, day: Date, rollups: readonly Rollup[]): Promise<void>;
  read(shop: ShopId, period: RollupPeriod): Promise<readonly Rollup[]>;
  state(shop: ShopId): Promise<RollupState | undefined>;
  saveState(shop: ShopId, state: RollupState): Promise<void>;
  ensureIndexes(): Promise<void>;
}

interface RollupRow extends Omit<Rollup, 'flow'> {
  _id: string;
  shop: string;
  flow: string;
}

interface StateRow extends RollupState {
  _id: string;
  shop: string;
}

const toRollup = ({ _id, shop: _shop, flow, ...rest }: RollupRow): Rollup => ({
  ...rest,
  flow: asFlowId(flow),
});

const rowOf = (shop: ShopId, rollup: Rollup): RollupRow => ({
  _id: JSON.stringify([shop, rollup.day.toISOString().slice(0, 10), rollup.flow, rollup.step]),
  shop,
  ...rollup,
});

const replaceOf = (row: RollupRow): mongo.AnyBulkWriteOperation<RollupRow> => ({
  replaceOne: { filter: { _id: row._id }, replacement: row, upsert: true },
});

export const createRollups = (connection: Connection): Rollups => {
  const rows = rowsOf<RollupRow>(connection, 'rollups');
  const states = rowsOf<StateRow>(connection, 'rollup_states');
  return {
    replaceDay: async (shop, day, rollups) => {
      const fresh = rollups.map((rollup) => rowOf(shop, rollup));
      if (fresh.length > 0) await rows.bulkWrite(fresh.map(replaceOf), { ordered: false });
      await rows.deleteMany({ shop, day, _id: { $nin: fresh.map(({ _id }) => _id) } });
    },
    read: async (shop, { from, flows }) => {
      const filter = {
        shop,
        day: { $gte: from },
        ...(flows === undefined ? {} : { flow: { $in: [...flows] } }),
      };
      return (await rows.find(filter).sort({ day: 1 }).toArray()).map(toRollup);
    },
    state: async (shop) => {
      const row = await states.findOne({ _id: shop });
      return row === null ? undefined : { readTo: row.readTo, restUntil: row.restUntil };
    },
    saveState: async (shop, { readTo, restUntil }) => {
      await states.updateOne({ _id: shop }, { $set: { shop, readTo, restUntil } }, { upsert: true });
    },
    ensureIndexes: async () => {
      await rows.createIndexes([{ key: { shop: 1, day: 1, flow: 1 } }]);
    },
  };
};
