import type { Express } from 'express';
import { z } from 'zod';

const couponSchema = z.object({
  code: z.string().min(1),
  discount_type: z.enum(['percent', 'fixed_cart', 'fixed_product']),
  amount: z.string(),
  individual_use: z.boolean(),
  usage_limit: z.number(),
  usage_limit_per_user: z.number(),
  email_restrictions: z.array(z.email()),
  date_expires: z.iso.datetime(),
  minimum_amount: z.string().optional(),
  product_ids: z.array(z.number()).optional(),
});
const batchSchema = z.object({
  create: z.array(z.unknown()).default([]),
  delete: z.array(z.number()).default([]),
});

export type WooCoupon = z.output<typeof couponSchema> & { readonly id: number };

const refusal = (code: string): object => ({ id: 0, error: { code, message: code, data: { status: 400 } } });

/** Coupons as the REST API keeps them: their codes in small letters, each code once. */
export const addCouponRoutes = (app: Express, coupons: Map<number, WooCoupon>): void => {
  const create = (input: unknown): object => {
    const parsed = couponSchema.safeParse(input);
    if (!parsed.success) return refusal('rest_invalid_param');
    const code = parsed.data.code.toLowerCase();
    if ([...coupons.values()].some((one) => one.code === code))
      return refusal('woocommerce_rest_coupon_code_already_exists');
    const coupon = { ...parsed.data, code, id: 700 + coupons.size };
    coupons.set(coupon.id, coupon);
    return coupon;
  };
  app.post('/wp-json/wc/v3/coupons/batch', (request, response) => {
    const batch = batchSchema.parse(request.body);
    const made = batch.create.map(create);
    const gone = batch.delete.map((id) =>
      coupons.delete(id) ? { id } : refusal('woocommerce_rest_shop_coupon_invalid_id'),
    );
    response.json({ create: made, delete: gone });
  });
  app.get('/wp-json/wc/v3/coupons', (request, response) => {
    const code = z.string().catch('').parse(request.query['code']).toLowerCase();
    response.json([...coupons.values()].filter((one) => one.code === code));
  });
};
