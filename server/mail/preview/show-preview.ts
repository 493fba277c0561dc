import type { ContactId, ShopId } from '../../lib/brand.ts';
import { realNow } from '../../lib/clock.ts';
import type { Links } from '../links/links.ts';
import type { PreviewPages } from './preview-pages.repository.ts';

export interface SignedPreview {
  /** For a sandboxed frame: a path of the admin's own origin, where no session is asked for. */
  readonly url: string;
  readonly until: Date;
}

export interface PreviewDeps {
  readonly pages: Pick<PreviewPages, 'put' | 'find'>;
  readonly links: Pick<Links, 'previewPath' | 'readPreview'>;
}

/** As long as somebody may look at one preview before they ask for the next. */
const livesMs = 10 * 60_000;

export const signPreview = async (
  { pages, links }: PreviewDeps,
  shop: ShopId,
  { html, contact }: { readonly html: string; readonly contact?: ContactId | undefined },
): Promise<SignedPreview> => {
  const until = new Date(realNow().getTime() + livesMs);
  const page = await pages.put(shop, { html, contact, until });
  return { url: links.previewPath({ shop, page, until }), until };
};

/** Null for what we did not sign, and for what is over. */
export const readPreview = async ({ pages, links }: PreviewDeps, token: string): Promise<string | null> => {
  const link = links.readPreview(token);
  return link === undefined || link.until <= realNow() ? null : pages.find(link.shop, link.page);
};
