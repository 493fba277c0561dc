import type { Connection } from 'mongoose';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { digest } from '../../lib/digest.ts';
import { rowsOf } from '../../shop/rows.model.ts';

export interface PreviewPage {
  readonly html: string;
  /** Whose name it shows. */
  readonly contact?: ContactId | undefined;
  /** Real time. */
  readonly until: Date;
}

/** Mails to look at: a frame asks for them by an address, with no session. */
export interface PreviewPages {
  /** Resolves to its id; the same page is one, and lives as long as who asked last may look. */
  put(shop: ShopId, page: PreviewPage): Promise<string>;
  find(shop: ShopId, id: string): Promise<string | null>;
  ensureIndexes(): Promise<void>;
}

interface PageRow extends PreviewPage {
  readonly _id: string;
  readonly shop: ShopId;
}

export const createPreviewPages = (connection: Connection): PreviewPages => {
  const rows = rowsOf<PageRow>(connection, 'mail_previews');
  return {
    put: async (shop, { html, contact, until }) => {
      const id = digest('preview', shop, contact ?? '', html);
      await rows.updateOne(
        { _id: `${shop}/${id}` },
        { $set: { shop, html, ...(contact === undefined ? {} : { contact }) }, $max: { until } },
        { upsert: true },
      );
      return id;
    },
    find: async (shop, id) => (await rows.findOne({ _id: `${shop}/${id}` }))?.html ?? null,
    ensureIndexes: async () => {
      await rows.createIndexes([
        { key: { shop: 1, contact: 1 } },
        { key: { until: 1 }, expireAfterSeconds: 0 },
      ]);
    },
  };
};
