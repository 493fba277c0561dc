import { z } from 'zod';
import type { FarSideStore, FarWebPixel } from '../far-side-store.ts';

const createSchema = z.object({ webPixel: z.object({ settings: z.string() }) });
const updateSchema = createSchema.extend({ id: z.string() });

const ours = 'gid://shopify/WebPixel/1';

const problem = (code: string, message: string): object => ({
  webPixel: null,
  userErrors: [{ __typename: 'ErrorsWebPixelUserError', field: ['webPixel'], message, code }],
});

/** An app has one pixel a shop: creating it again is an error, as at Shopify. */
export const webPixelRoot = (store: FarSideStore): object => {
  const save = (value: FarWebPixel): object => {
    store.save({ kind: 'web-pixel', value });
    return { webPixel: value, userErrors: [] };
  };
  return {
    webPixel: () => store.webPixel() ?? null,
    webPixelCreate: (input: unknown) => {
      if (store.webPixel() !== undefined) return problem('TAKEN', 'Web pixel is taken.');
      return save({ id: ours, settings: createSchema.parse(input).webPixel.settings });
    },
    webPixelUpdate: (input: unknown) => {
      const { id, webPixel } = updateSchema.parse(input);
      if (store.webPixel()?.id !== id) return problem('NOT_FOUND', 'Web pixel not found.');
      return save({ id, settings: webPixel.settings });
    },
  };
};
