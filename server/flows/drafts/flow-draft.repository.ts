import type { Connection } from 'mongoose';
import type { FlowId, ShopId } from '../../lib/brand.ts';
import { duplicateKey } from '../../engine/retry-duplicate.ts';
import { mongo } from 'mongoose';
import { flowDraftModel } from './flow-draft.model.ts';
import type { FlowDraftDocument } from './flow-draft.model.ts';

export interface FlowDraft {
  readonly program: unknown;
  readonly base: number;
  readonly rev: number;
  readonly savedAt: Date;
  readonly savedBy?: string | undefined;
}

export interface FlowDraftRepository {
  find(shop: ShopId, flow: FlowId): Promise<FlowDraft | null>;
  /** `seen` is the `rev` it was made from, 0 for none; null when another one is there by now. */
  save(
    shop: ShopId,
    flow: FlowId,
    save: { seen: number; draft: Omit<FlowDraft, 'rev'> },
  ): Promise<FlowDraft | null>;
  /** False when another one is there by now. */
  discard(shop: ShopId, flow: FlowId, seen: number): Promise<boolean>;
  deleteAll(shop: ShopId): Promise<void>;
}

const idOf = (shop: ShopId, flow: FlowId): string => `${shop}/${flow}`;

const toDraft = ({ program, base, rev, savedAt, savedBy }: FlowDraftDocument): FlowDraft => ({
  program,
  base,
  rev,
  savedAt,
  savedBy,
});

/** The `_id` of a draft that is there with another `rev` meets the insert. */
const isTaken = (error: unknown): boolean =>
  error instanceof mongo.MongoServerError && error.code === duplicateKey;

export const createFlowDraftRepository = (connection: Connection): FlowDraftRepository => {
  const rows = connection.collection<FlowDraftDocument>(flowDraftModel(connection).collection.collectionName);
  return {
    find: async (shop, flow) => {
      const row = await rows.findOne({ _id: idOf(shop, flow) });
      return row === null ? null : toDraft(row);
    },
    save: async (shop, flow, { seen, draft }) => {
      try {
        const saved = await rows.findOneAndUpdate(
          { _id: idOf(shop, flow), rev: seen },
          { $set: { shop, flow, ...draft, rev: seen + 1 } },
          { upsert: seen === 0, returnDocument: 'after' },
        );
        return saved === null ? null : toDraft(saved);
      } catch (error) {
        if (isTaken(error)) return null;
        throw error;
      }
    },
    discard: async (shop, flow, seen) =>
      (await rows.deleteOne({ _id: idOf(shop, flow), rev: seen })).deletedCount === 1,
    deleteAll: async (shop) => {
      await rows.deleteMany({ shop });
    },
  };
};
