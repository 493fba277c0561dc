import type { Connection } from 'mongoose';
import type { FlowId, ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { flowMoveModel } from './flow-move.model.ts';
import type { FlowMoveDocument } from './flow-move.model.ts';
import { flowMoveSchema } from './flow-move.ts';
import type { FlowMove, StayCount } from './flow-move.ts';

export interface MoveEnd {
  readonly state: 'done' | 'failed';
  readonly stays: readonly StayCount[];
  readonly at: Date;
}

export interface FlowMovesRepository {
  insert(shop: ShopId, move: FlowMove): Promise<void>;
  /** One whose flow was changed by somebody else before it began. */
  discard(shop: ShopId, id: string): Promise<void>;
  find(shop: ShopId, id: string): Promise<FlowMove | null>;
  running(shop: ShopId, flow: FlowId): Promise<FlowMove | null>;
  count(shop: ShopId, id: string, moved: number): Promise<void>;
  end(shop: ShopId, id: string, end: MoveEnd): Promise<void>;
}

const read = (document: FlowMoveDocument | null): FlowMove | null => {
  if (document === null) return null;
  const { _id: id, ...rest } = document;
  const parsed = flowMoveSchema.safeParse({ id, ...rest });
  if (parsed.success) return parsed.data;
  throw new EncoreError('stored_document_unreadable', { message: `flow move ${id}`, cause: parsed.error });
};

export const createFlowMovesRepository = (connection: Connection): FlowMovesRepository => {
  const rows = connection.collection<FlowMoveDocument>(flowMoveModel(connection).collection.collectionName);
  return {
    insert: async (shop, { id, endedAt: _endedAt, ...move }) => {
      await rows.updateOne({ _id: id }, { $setOnInsert: { ...move, shop } }, { upsert: true });
    },
    discard: async (shop, id) => {
      await rows.deleteOne({ _id: id, shop });
    },
    find: async (shop, id) => read(await rows.findOne({ _id: id, shop })),
    running: async (shop, flow) => read(await rows.findOne({ shop, flow, state: 'running' })),
    count: async (shop, id, moved) => {
      if (moved > 0) await rows.updateOne({ _id: id, shop }, { $inc: { moved } });
    },
    end: async (shop, id, { state, stays, at }) => {
      await rows.updateOne({ _id: id, shop }, { $set: { state, stays: [...stays], endedAt: at } });
    },
  };
};
