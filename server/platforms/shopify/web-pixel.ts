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
}

const outcome = z.object({
  userErrors: z.array(z.object({ code: z.string().nullish(), message: z.string() })),
});
type Outcome = z.output<typeof outcome>;

const failed = ({ userErrors }: Outcome): EncoreError =>
  new EncoreError('platform_call_failed', {
    message: `the web pixel could not be activated: ${userErrors.map(({ message }) => message).join('; ')}`,
  });

export const createWebPixel = (admin: AdminClient): WebPixel => {
  const update = async (shop: ShopId, settings: string): Promise<Outcome> => {
    const found = await admin.request(shop, {
      query: webPixelQuery,
      schema: z.object({ webPixel: z.object({ id: z.string() }).nullable() }),
    });
    const answer = await admin.request(shop, {
      query: webPixelUpdateMutation,
      variables: { id: found.webPixel?.id ?? '', settings },
      schema: z.object({ webPixelUpdate: outcome }),
    });
    return answer.webPixelUpdate;
  };
  return {
    activate: async (shop, { endpoint, shopKey }) => {
      const settings = JSON.stringify({ endpoint, shopKey });
      const { webPixelCreate: created } = await admin.request(shop, {
        query: webPixelCreateMutation,
        variables: { settings },
        schema: z.object({ webPixelCreate: outcome }),
      });
      const isThere = created.userErrors.some(({ code }) => code === 'TAKEN');
      const last = isThere ? await update(shop, settings) : created;
      if (last.userErrors.length > 0) throw failed(last);
    },
  };
};
