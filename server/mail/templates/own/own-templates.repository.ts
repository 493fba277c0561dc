import { mongo } from 'mongoose';
import type { Connection } from 'mongoose';
import { EncoreError } from '../../../lib/errors.ts';
import type { ShopId } from '../../../lib/brand.ts';
import { parseJson } from '../../../lib/json.ts';
import { rowsOf } from '../../../shop/rows.model.ts';
import { ownTemplateSchema } from './own-template.ts';
import type { OwnTemplate, TemplateDraft } from './own-template.ts';

export interface TemplateChange {
  /** That was seen. */
  readonly rev: number;
  readonly at: Date;
  readonly title?: string | undefined;
  readonly published?: number | undefined;
  /** Null takes it away. */
  readonly draft?: TemplateDraft | null | undefined;
}

export interface OwnTemplatesRepository {
  /** By title; those that were deleted are left out. */
  list(shop: ShopId): Promise<readonly OwnTemplate[]>;
  find(shop: ShopId, key: string): Promise<OwnTemplate | null>;
  /** False where the key is taken. One that was deleted is begun anew. */
  create(shop: ShopId, template: OwnTemplate): Promise<boolean>;
  /** Null where it is not at the `rev` that was seen. */
  change(shop: ShopId, key: string, change: TemplateChange): Promise<OwnTemplate | null>;
  /** Its versions stay for those who pin them. False where it is not at the `rev` that was seen. */
  remove(shop: ShopId, key: string, seen: { readonly rev: number; readonly at: Date }): Promise<boolean>;
  ensureIndexes(): Promise<void>;
}

interface OwnRow {
  readonly _id: string;
  readonly shop: string;
  readonly key: string;
  readonly rev: number;
  readonly deletedAt?: Date;
}

/** Text, because what a merchant writes may have any names in it. */
const stored = (draft: TemplateDraft): mongo.Document => ({
  ...draft,
  template: JSON.stringify(draft.template ?? null),
});

const readDraft = (draft: unknown): unknown => {
  if (typeof draft !== 'object' || draft === null || !('template' in draft)) return draft;
  const { template } = draft;
  return typeof template === 'string' ? { ...draft, template: parseJson(template) } : draft;
};

const read = (row: mongo.Document): OwnTemplate => {
  const { _id, deletedAt: _deletedAt, draft, ...rest } = row;
  try {
    return ownTemplateSchema.parse({ ...rest, ...(draft === undefined ? {} : { draft: readDraft(draft) }) });
  } catch (cause) {
    throw new EncoreError('stored_document_unreadable', { message: `template ${String(_id)}`, cause });
  }
};

const changesOf = ({ rev, at, title, published, draft }: TemplateChange): mongo.Document => ({
  $set: {
    rev: rev + 1,
    updatedAt: at,
    ...(title === undefined ? {} : { title }),
    ...(published === undefined ? {} : { published }),
    ...(draft === undefined || draft === null ? {} : { draft: stored(draft) }),
  },
  ...(draft === null ? { $unset: { draft: '' } } : {}),
});

const duplicateKey = 11_000;
const there = { deletedAt: { $exists: false } };

export const createOwnTemplates = (connection: Connection): OwnTemplatesRepository => {
  const rows = rowsOf<OwnRow>(connection, 'mail_templates');
  const idOf = (shop: ShopId, key: string): string => `${shop}/${key}`;
  return {
    list: async (shop) => {
      const found = await rows
        .find({ shop, ...there })
        .sort({ title: 1, _id: 1 })
        .toArray();
      return found.map(read);
    },
    find: async (shop, key) => {
      const row = await rows.findOne({ _id: idOf(shop, key), ...there });
      return row === null ? null : read(row);
    },
    create: async (shop, { draft, ...template }) => {
      const row = { ...template, shop, ...(draft === undefined ? {} : { draft: stored(draft) }) };
      try {
        // The `_id` of one that is there meets the insert.
        const made = await rows.replaceOne(
          { _id: idOf(shop, template.key), deletedAt: { $exists: true } },
          row,
          { upsert: true },
        );
        return made.upsertedCount + made.modifiedCount === 1;
      } catch (error) {
        if (error instanceof mongo.MongoServerError && error.code === duplicateKey) return false;
        throw error;
      }
    },
    change: async (shop, key, change) => {
      const changed = await rows.findOneAndUpdate(
        { _id: idOf(shop, key), rev: change.rev, ...there },
        changesOf(change),
        { returnDocument: 'after' },
      );
      return changed === null ? null : read(changed);
    },
    remove: async (shop, key, { rev, at }) => {
      const removed = await rows.updateOne(
        { _id: idOf(shop, key), rev, ...there },
        { $set: { deletedAt: at, updatedAt: at, rev: rev + 1 } },
      );
      return removed.matchedCount === 1;
    },
    ensureIndexes: async () => {
      await rows.createIndexes([{ key: { shop: 1, title: 1 } }]);
    },
  };
};
