import { z } from 'zod';

/** `gid://shopify/Order/5001` → `5001`: webhooks name the same things by the bare number. */
export const gidSchema = z.string().transform((gid) => gid.slice(gid.lastIndexOf('/') + 1));
const referenceSchema = z.object({ id: gidSchema });

export const optionalReference = referenceSchema.nullish();
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => (text === null || text === '' ? undefined : text));
export const timeSchema = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
export const optionalTime = timeSchema.nullish().transform((at) => at ?? undefined);
export const moneyBagSchema = z.object({
  shopMoney: z.object({
    amount: z.union([z.string(), z.number()]).transform(String),
    currencyCode: z.string(),
  }),
});
