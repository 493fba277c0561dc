import type { Connection } from 'mongoose';
import type { FlowId, ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { flowInclusionCollection } from './flow-inclusion.model.ts';
import type { FlowInclusionDocument } from './flow-inclusion.model.ts';
import { inclusionSchema } from './inclusion.ts';
import type { Inclusion } from './inclusion.ts';

export type InclusionProgress = Pick<Inclusion, 'place' | 'days' | 'entered' | 'leftOut'>;

export interface FlowInclusionsRepository {
  insert(shop: ShopId, inclusion: Inclusion): Promise<void>;
  /** One whose flow was changed by somebody else before it began. */
  discard(shop: ShopId, id: string): Promise<void>;
  find(shop: ShopId, id: string): Promise<Inclusion | null>;
  running(shop: ShopId, flow: FlowId): Promise<Inclusion | null>;
  note(shop: ShopId, id: string, progress: InclusionProgress): Promise<void>;
  end(shop: ShopId, id: string, end: { readonly state: 'done' | 'failed'; readonly at: Date }): Promise<void>;
}

const read = (document: FlowInclusionDocument | null): Inclusion | null => {
  if (document === null) return null;
  const { _id: id, ...rest } = document;
  const parsed = inclusionSchema.safeParse({ id, ...rest });
  if (parsed.success) return parsed.data;
  throw new EncoreError('stored_document_unreadable', {
    message: `flow inclusion ${id}`,
    cause: parsed.error,
  });
};

export const createFlowInclusionsRepository = (connection: Connection): FlowInclusionsRepository => {
  const rows = flowInclusionCollection(connection);
  return {
    insert: async (shop, { id, place: _place, endedAt: _endedAt, ...inclusion }) => {
      await rows.updateOne({ _id: id }, { $setOnInsert: { ...inclusion, shop } }, { upsert: true });
    },
    discard: async (shop, id) => {
      await rows.deleteOne({ _id: id, shop });
    },
    find: async (shop, id) => read(await rows.findOne({ _id: id, shop })),
    running: async (shop, flow) => read(await rows.findOne({ shop, flow, state: 'running' })),
    note: async (shop, id, { place, days, entered, leftOut }) => {
      await rows.updateOne({ _id: id, shop }, { $set: { ...(place && { place }), days, entered, leftOut } });
    },
    end: async (shop, id, { state, at }) => {
      await rows.updateOne({ _id: id, shop }, { $set: { state, endedAt: at } });
    },
  };
};
