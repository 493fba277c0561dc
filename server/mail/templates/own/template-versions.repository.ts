import type { Connection, mongo } from 'mongoose';
import { EncoreError } from '../../../lib/errors.ts';
import type { ShopId } from '../../../lib/brand.ts';
import { rowsOf } from '../../../shop/rows.model.ts';
import { templateVersionSchema } from './own-template.ts';
import type { TemplateVersion } from './own-template.ts';

/** Written once and never changed. */
export interface TemplateVersionsRepository {
  /** False where the number is taken. */
  append(shop: ShopId, version: TemplateVersion): Promise<boolean>;
  /** Newest first. */
  list(shop: ShopId, key: string): Promise<readonly TemplateVersion[]>;
  find(shop: ShopId, key: string, version: number): Promise<TemplateVersion | null>;
  ensureIndexes(): Promise<void>;
}

interface VersionRow {
  readonly _id: string;
  readonly shop: string;
  readonly key: string;
  readonly version: number;
}

const read = ({ _id, ...row }: mongo.WithId<VersionRow>): TemplateVersion => {
  const parsed = templateVersionSchema.safeParse(row);
  if (parsed.success) return parsed.data;
  throw new EncoreError('stored_document_unreadable', { message: `template ${_id}`, cause: parsed.error });
};

const mostListed = 100;

export const createTemplateVersions = (connection: Connection): TemplateVersionsRepository => {
  const rows = rowsOf<VersionRow>(connection, 'mail_template_versions');
  const idOf = (shop: ShopId, key: string, version: number): string => `${shop}/${key}@${version}`;
  return {
    append: async (shop, version) => {
      const made = await rows.updateOne(
        { _id: idOf(shop, version.key, version.version) },
        { $setOnInsert: { ...version, shop } },
        { upsert: true },
      );
      return made.upsertedCount === 1;
    },
    list: async (shop, key) => {
      const found = await rows.find({ shop, key }).sort({ version: -1 }).limit(mostListed).toArray();
      return found.map(read);
    },
    find: async (shop, key, version) => {
      const row = await rows.findOne({ _id: idOf(shop, key, version) });
      return row === null ? null : read(row);
    },
    ensureIndexes: async () => {
      await rows.createIndexes([{ key: { shop: 1, key: 1, version: -1 } }]);
    },
  };
};
