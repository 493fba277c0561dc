import { z } from 'zod';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { OfferDiscount } from '../../mail/offers/offer.ts';
import type { CodeCreation, PooledDiscounts } from '../../mail/offers/offer-platform.ts';
import type { AdminClient } from './admin-client.ts';
import { carryDiscount } from './carry-discount.ts';
import {
  codesAddMutation,
  codesCreationQuery,
  codesDeleteMutation,
  discountByCodeQuery,
  discountCreateMutation,
  discountDeleteMutation,
  discountUpdateMutation,
} from './operations.ts';
import { refuseUserErrors, userErrorsSchema } from './user-errors.ts';
import type { UserErrors } from './user-errors.ts';

const userErrors = userErrorsSchema;
const nodeSchema = z.object({ id: z.string() });

const createSchema = z.object({
  discountCodeBasicCreate: z.object({ codeDiscountNode: nodeSchema.nullish(), userErrors }),
});
const updateSchema = z.object({ discountCodeBasicUpdate: z.object({ userErrors }) });
const byCodeSchema = z.object({ codeDiscountNodeByCode: nodeSchema.nullable() });
const deleteSchema = z.object({ discountCodeDelete: z.object({ userErrors }) });
const addSchema = z.object({
  discountRedeemCodeBulkAdd: z.object({ bulkCreation: nodeSchema.nullish(), userErrors }),
});
const creationSchema = z.object({
  discountRedeemCodeBulkCreation: z
    .object({
      done: z.boolean(),
      codes: z.object({
        nodes: z.array(
          z.object({
            code: z.string(),
            discountRedeemCode: nodeSchema.nullable(),
            errors: z.array(z.object({ message: z.string() })),
          }),
        ),
      }),
    })
    .nullable(),
});
const codesDeleteSchema = z.object({ discountCodeRedeemCodeBulkDelete: z.object({ userErrors }) });

const valueOf = ({ value }: OfferDiscount['terms']): object =>
  value.kind === 'percentage'
    ? { percentage: value.percent / 100 }
    : { discountAmount: { amount: value.amount, appliesOnEachItem: false } };

const itemsOf = ({ appliesTo }: OfferDiscount['terms']): object =>
  appliesTo.kind === 'everything'
    ? { all: true }
    : { products: { productsToAdd: appliesTo.productIds.map((id) => `gid://shopify/Product/${id}`) } };

/** Each code is good once; with no other discount beside it, which is what a merchant reckons with. */
const inputOf = (
  { title, firstCode, terms }: OfferDiscount,
  { startsAt, endsAt }: { readonly startsAt: Date; readonly endsAt: Date },
): object => ({
  title,
  code: firstCode,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  context: { all: 'ALL' },
  customerGets: { items: itemsOf(terms), value: valueOf(terms) },
  ...(terms.minimum !== null && {
    minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: terms.minimum } },
  }),
  usageLimit: 1,
  appliesOncePerCustomer: false,
  combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
});

const isTaken = (errors: UserErrors): boolean => errors.some(({ code }) => code === 'TAKEN');
/** Of something that is to go: it is gone. */
const isMissing = ({ field, message }: UserErrors[number]): boolean =>
  (field ?? []).some((name) => name === 'id' || name === 'discountId' || name === 'ids') ||
  /not exist|not be found|not found/i.test(message);

const unknownShape = (): EncoreError =>
  new EncoreError('platform_call_failed', { message: 'Shopify answered in another shape' });

type Calls = Omit<PooledDiscounts, 'kind' | 'carry'>;

const discountCalls = (admin: AdminClient): Pick<Calls, 'create' | 'extend' | 'remove'> => {
  const byCode = async (shop: ShopId, code: string): Promise<string | undefined> => {
    const request = { query: discountByCodeQuery, variables: { code }, schema: byCodeSchema };
    return (await admin.request(shop, request)).codeDiscountNodeByCode?.id;
  };
  return {
    create: async (discount, from) => {
      const { discountCodeBasicCreate: answer } = await admin.request(discount.shop, {
        query: discountCreateMutation,
        variables: { discount: inputOf(discount, from) },
        schema: createSchema,
      });
      if (answer.codeDiscountNode) return answer.codeDiscountNode.id;
      // Made by a try whose answer was lost: its code was drawn by us, so it is nobody else's.
      const made = isTaken(answer.userErrors) ? await byCode(discount.shop, discount.firstCode) : undefined;
      if (made !== undefined) return made;
      refuseUserErrors(answer.userErrors);
      throw unknownShape();
    },
    extend: async (shop, id, endsAt) => {
      const { discountCodeBasicUpdate: answer } = await admin.request(shop, {
        query: discountUpdateMutation,
        variables: { id, discount: { endsAt: endsAt.toISOString() } },
        schema: updateSchema,
      });
      refuseUserErrors(answer.userErrors);
    },
    remove: async (shop, id) => {
      const request = { query: discountDeleteMutation, variables: { id }, schema: deleteSchema };
      const { discountCodeDelete: answer } = await admin.request(shop, request);
      refuseUserErrors(answer.userErrors.filter((error) => !isMissing(error)));
    },
  };
};

const creationOf = async (admin: AdminClient, shop: ShopId, id: string): Promise<CodeCreation> => {
  const request = { query: codesCreationQuery, variables: { id }, schema: creationSchema };
  const { discountRedeemCodeBulkCreation: found } = await admin.request(shop, request);
  // Shopify knows of none: what was to be added is given up, and others are asked for.
  if (found === null) return { done: true, made: [], refused: [] };
  const { nodes } = found.codes;
  return {
    done: found.done,
    made: nodes.flatMap(({ code, discountRedeemCode: made }) =>
      made === null ? [] : [{ code, ref: made.id }],
    ),
    refused: nodes.flatMap(({ code, errors }) => (errors.length === 0 ? [] : [code])),
  };
};

/** One discount with many codes, each good once, through `discountRedeemCodeBulkAdd`. Needs the scope `write_discounts`. */
export const createShopifyDiscounts = (admin: AdminClient): PooledDiscounts => ({
  kind: 'pooled',
  ...discountCalls(admin),
  addCodes: async (shop, id, codes) => {
    const { discountRedeemCodeBulkAdd: answer } = await admin.request(shop, {
      query: codesAddMutation,
      variables: { id, codes: codes.map((code) => ({ code })) },
      schema: addSchema,
    });
    refuseUserErrors(answer.userErrors);
    if (answer.bulkCreation) return answer.bulkCreation.id;
    throw unknownShape();
  },
  creation: (shop, id) => creationOf(admin, shop, id),
  removeCodes: async (shop, id, refs) => {
    const { discountCodeRedeemCodeBulkDelete: answer } = await admin.request(shop, {
      query: codesDeleteMutation,
      variables: { id, codes: refs },
      schema: codesDeleteSchema,
    });
    refuseUserErrors(answer.userErrors.filter((error) => !isMissing(error)));
  },
  carry: carryDiscount,
});
