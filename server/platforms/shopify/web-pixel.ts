import { z } from 'zod';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { AdminClient } from './admin-client.ts';
import { webPixelCreateMutation, webPixelQuery, webPixelUpdateMutation } from './operations.ts';

/** What extensions/storefront-events is given: where it sends to, and what names its shop there. */
export interface PixelSettings {
  readonly endpoint: string;
  readonly shopKey: string;
}

export interface WebPixel {
  /** Makes the shop load the pixel with these settings; any number of times. Throws `platform_call_failed` and what the client throws. */
  activate(shop: ShopId, settings: PixelSettings): Promise<void>;
  /** The same, where it is not so already: for shops from before there was a pixel, and after a key or address changed. */
  keep(shop: ShopId, settings: PixelSettings): Promise<'kept' | 'activated'>;
}

const outcome = z.object({
  userErrors: z.array(z.object({ code: z.string().nullish(), message: z.string() })),
});
type Outcome = z.output<typeof outcome>;

const failed = ({ userErrors }: Outcome): EncoreError =>
  new EncoreError('platform_call_failed', {
    message: `the web pixel could not be activated: ${userErrors.map(({ message }) => message).join('; ')}`,
  });

const pixelSchema = z.object({
  webPixel: z
    .object({ id: z.string(), settings: z.union([z.string(), z.record(z.string(), z.unknown())]) })
    .nullable(),
});

const settingsSchema = z.object({ endpoint: z.string(), shopKey: z.string() });

/** Shopify gives back the JSON text it was given, or what stands in it. */
const readSettings = (settings: string | object): PixelSettings | undefined => {
  try {
    const value: unknown = typeof settings === 'string' ? JSON.parse(settings) : settings;
    return settingsSchema.safeParse(value).data;
  } catch {
    return undefined;
  }
};

export const createWebPixel = (admin: AdminClient): WebPixel => {
  const find = (shop: ShopId) => admin.request(shop, { query: webPixelQuery, schema: pixelSchema });
  const update = async (shop: ShopId, settings: string): Promise<Outcome> => {
    const found = await find(shop);
    const answer = await admin.request(shop, {
      query: webPixelUpdateMutation,
      variables: { id: found.webPixel?.id ?? '', settings },
      schema: z.object({ webPixelUpdate: outcome }),
    });
    return answer.webPixelUpdate;
  };
  const activate: WebPixel['activate'] = async (shop, { endpoint, shopKey }) => {
    const settings = JSON.stringify({ endpoint, shopKey });
    const { webPixelCreate: created } = await admin.request(shop, {
      query: webPixelCreateMutation,
      variables: { settings },
      schema: z.object({ webPixelCreate: outcome }),
    });
    const isThere = created.userErrors.some(({ code }) => code === 'TAKEN');
    const last = isThere ? await update(shop, settings) : created;
    if (last.userErrors.length > 0) throw failed(last);
  };
  return {
    activate,
    keep: async (shop, settings) => {
      const { webPixel } = await find(shop);
      const known = webPixel === null ? undefined : readSettings(webPixel.settings);
      if (known?.endpoint === settings.endpoint && known.shopKey === settings.shopKey) return 'kept';
      await activate(shop, settings);
      return 'activated';
    },
  };
};
