import { z } from 'zod';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { withParameter } from '../../lib/with-parameter.ts';
import type { PersonalCode, PersonalDiscounts } from '../../mail/offers/offer-platform.ts';
import type { OfferTerms } from '../../mail/offers/offer.ts';
import type { WooClient } from './woo-client.ts';

export interface CouponDeps {
  /** Throws `shop_not_installed` for a store whose keys are gone. */
  readonly clientOf: (shop: ShopId) => Promise<WooClient>;
  /** Whose coupon it is; absent for somebody without an address. */
  readonly addressesOf: (
    shop: ShopId,
    contacts: readonly ContactId[],
  ) => Promise<ReadonlyMap<ContactId, string>>;
}

const createdSchema = z.object({
  create: z.array(
    z.object({
      id: z.number(),
      code: z.string().nullish(),
      error: z.object({ code: z.string() }).nullish(),
    }),
  ),
});
const foundSchema = z.array(z.object({ id: z.number() }));

/** Of an answer to a lost request: the store has it already. */
const takenCode = 'woocommerce_rest_coupon_code_already_exists';

const valueOf = ({ value, appliesTo }: OfferTerms): object => {
  if (value.kind === 'percentage') return { discount_type: 'percent', amount: String(value.percent) };
  const type = appliesTo.kind === 'everything' ? 'fixed_cart' : 'fixed_product';
  return { discount_type: type, amount: value.amount };
};

/** To the second, with its zone: WooCommerce takes a time without one for the store's own. */
const momentOf = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/** Good once, for one address, beside no other coupon, until the day that the mail names. */
const couponOf = ({ code, terms, title, expiresAt }: PersonalCode, address: string): object => ({
  code,
  description: title,
  ...valueOf(terms),
  individual_use: true,
  usage_limit: 1,
  usage_limit_per_user: 1,
  email_restrictions: [address],
  date_expires: momentOf(expiresAt),
  ...(terms.minimum !== null && { minimum_amount: terms.minimum }),
  ...(terms.appliesTo.kind === 'products' && { product_ids: terms.appliesTo.productIds.map(Number) }),
});

const findCoupon = async (client: WooClient, code: string): Promise<string | undefined> => {
  const path = `/wc/v3/coupons?code=${encodeURIComponent(code)}`;
  const [found] = await client.call({ path, schema: foundSchema });
  return found === undefined ? undefined : String(found.id);
};

/** One coupon a person, through `POST /wc/v3/coupons/batch`. */
export const createWooCoupons = ({ clientOf, addressesOf }: CouponDeps): PersonalDiscounts => ({
  kind: 'personal',
  make: async (shop, codes) => {
    const client = await clientOf(shop);
    const addresses = await addressesOf(
      shop,
      codes.map(({ contact }) => contact),
    );
    const asked = codes.flatMap((code) => {
      const address = addresses.get(code.contact);
      return address === undefined ? [] : [{ code, address }];
    });
    const refused = new Map<string, string>(
      codes.flatMap(({ code, contact }) => (addresses.has(contact) ? [] : [[code, 'no_address'] as const])),
    );
    if (asked.length === 0) return { made: [], refused };
    const create = asked.map(({ code, address }) => couponOf(code, address));
    const body = { create };
    const answer = await client.call({
      path: '/wc/v3/coupons/batch',
      method: 'POST',
      body,
      schema: createdSchema,
    });
    const made: { code: string; ref: string }[] = [];
    for (const [index, { id, error }] of answer.create.entries()) {
      const code = asked[index]?.code.code;
      if (code === undefined) continue;
      const ref = error?.code === takenCode ? await findCoupon(client, code) : error ? undefined : String(id);
      if (ref === undefined) refused.set(code, error?.code ?? 'unknown');
      else made.push({ code, ref });
    }
    return { made, refused };
  },
  removeCodes: async (shop, refs) => {
    const client = await clientOf(shop);
    const body = { delete: refs.map(Number) };
    // One that is gone is told of in the list, and is as it should be.
    await client.call({ path: '/wc/v3/coupons/batch', method: 'POST', body, schema: z.unknown() });
  },
  // WooCommerce applies none by an address: for stores with an extension that hears this parameter. The code is in the mail, too.
  carry: (target, code) =>
    URL.parse(target) === null ? target : withParameter(target, 'apply_coupon', code),
});
