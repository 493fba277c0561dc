import type { Connection } from 'mongoose';
import { asFlowId, asShopId } from '../lib/brand.ts';
import type { FlowId, ShopId } from '../lib/brand.ts';
import { flowModel } from './flow.model.ts';
import type { FlowDocument } from './flow.model.ts';
import type { Flow, FlowStatus } from './flow.ts';

export interface FlowRepository {
  /** Changes nothing where the flow is there already. */
  insertMissing(shop: ShopId, flows: readonly Flow[]): Promise<void>;
  list(shop: ShopId): Promise<readonly Flow[]>;
  find(shop: ShopId, id: FlowId): Promise<Flow | null>;
  /** Null when the flow is not at `rev` any more. */
  change(shop: ShopId, id: FlowId, change: FlowChange): Promise<Flow | null>;
}

export interface FlowChange {
  readonly rev: number;
  readonly status: FlowStatus;
  readonly version: number;
  readonly at: Date;
}

const idOf = (shop: ShopId, flow: FlowId): string => `${shop}/${flow}`;

const toFlow = ({ _id, shop, flow, ...rest }: FlowDocument): Flow => ({
  ...rest,
  shop: asShopId(shop),
  id: asFlowId(flow),
});

const insertOf = ({ id, ...rest }: Flow) => ({
  updateOne: {
    filter: { _id: idOf(rest.shop, id) },
    update: { $setOnInsert: { ...rest, flow: id } },
    upsert: true,
  },
});

export const createFlowRepository = (connection: Connection): FlowRepository => {
  const rows = connection.collection<FlowDocument>(flowModel(connection).collection.collectionName);
  return {
    insertMissing: async (shop, flows) => {
      const own = flows.filter((flow) => flow.shop === shop);
      if (own.length > 0) await rows.bulkWrite(own.map(insertOf), { ordered: false });
    },
    list: async (shop) => (await rows.find({ shop }).sort({ createdAt: 1, _id: 1 }).toArray()).map(toFlow),
    find: async (shop, id) => {
      const found = await rows.findOne({ _id: idOf(shop, id), shop });
      return found === null ? null : toFlow(found);
    },
    change: async (shop, id, { rev, status, version, at }) => {
      const changed = await rows.findOneAndUpdate(
        { _id: idOf(shop, id), shop, rev },
        { $set: { status, version, updatedAt: at }, $inc: { rev: 1 } },
        { returnDocument: 'after' },
      );
      return changed === null ? null : toFlow(changed);
    },
  };
};
