import { z } from 'zod';
import type { FarDiscount, FarSideStore } from '../far-side-store.ts';

const moneyText = z.union([z.string(), z.number()]).transform(String);
/** As clients give it: a wrong type never comes this far, the schema sees to that. */
const inputSchema = z.object({
  title: z.string().nullish(),
  code: z.string().nullish(),
  startsAt: z.coerce.date().nullish(),
  endsAt: z.coerce.date().nullish(),
  customerGets: z
    .object({
      value: z.object({
        percentage: z.number().nullish(),
        discountAmount: z.object({ amount: moneyText }).nullish(),
      }),
      items: z.object({
        products: z.object({ productsToAdd: z.array(z.string()) }).nullish(),
      }),
    })
    .nullish(),
  minimumRequirement: z.object({ subtotal: z.object({ greaterThanOrEqualToSubtotal: moneyText }) }).nullish(),
  usageLimit: z.number().nullish(),
});
type Input = z.output<typeof inputSchema>;

const createSchema = z.object({ basicCodeDiscount: inputSchema });
const updateSchema = createSchema.extend({ id: z.string() });
const addSchema = z.object({ discountId: z.string(), codes: z.array(z.object({ code: z.string() })) });
const removeSchema = z.object({ discountId: z.string(), ids: z.array(z.string()) });
const byId = z.object({ id: z.string() });
const byCode = z.object({ code: z.string() });

/** Shopify's own limit on one call. */
const mostCodes = 250;

const problem = (field: readonly string[], code: string, message: string): object => ({
  __typename: 'DiscountUserError',
  field,
  code,
  message,
  extraInfo: null,
});

const gid = (kind: string, id: string | number): string => `gid://shopify/${kind}/${id}`;
const codeGid = (code: string): string => gid('DiscountRedeemCode', code);

const node = ({ id }: FarDiscount): object => ({ id, __typename: 'DiscountCodeNode' });

const faultOf = ({ startsAt, endsAt, customerGets }: Input): object | undefined => {
  if (startsAt && endsAt && endsAt <= startsAt)
    return problem(['basicCodeDiscount', 'endsAt'], 'END_DATE_BEFORE_START_DATE', 'Ends before it starts');
  const percentage = customerGets?.value.percentage;
  if (percentage !== null && percentage !== undefined && (percentage <= 0 || percentage > 1))
    return problem(
      ['basicCodeDiscount', 'customerGets', 'value', 'percentage'],
      'VALUE_OUTSIDE_RANGE',
      'Value must be between 0.0 and 1.0',
    );
  return undefined;
};

/**
 * Discounts and their codes: one with many codes, which are added behind the answer and asked about. A product that the
 * store doesn't have is refused, and so is a code that is there.
 */
export const discountRoot = (store: FarSideStore): object => {
  const save = (value: FarDiscount): FarDiscount => {
    store.save({ kind: 'discount', value });
    return value;
  };
  const unknownProduct = ({ customerGets }: Input): object | undefined => {
    const ids = customerGets?.items.products?.productsToAdd ?? [];
    return ids.every((id) => store.products.has(id.split('/').at(-1) ?? ''))
      ? undefined
      : problem(['basicCodeDiscount', 'customerGets', 'items', 'products'], 'INVALID', 'Product is invalid');
  };
  const creations = (id: string) =>
    [...store.discounts.values()].flatMap((discount) =>
      discount.additions.filter((one) => one.id === id).map((addition) => ({ discount, addition })),
    )[0];
  return {
    codeDiscountNodeByCode: (input: unknown) => {
      const found = store.discountByCode(byCode.parse(input).code);
      return found === undefined ? null : node(found);
    },
    discountCodeBasicCreate: (input: unknown) => {
      const { basicCodeDiscount: asked } = createSchema.parse(input);
      const code = asked.code ?? '';
      const taken =
        store.discountByCode(code) &&
        problem(['basicCodeDiscount', 'code'], 'TAKEN', 'Code must be unique. Please try a different code.');
      const fault = taken ?? faultOf(asked) ?? unknownProduct(asked);
      if (fault !== undefined) return { codeDiscountNode: null, userErrors: [fault] };
      const value = asked.customerGets?.value;
      const made = save({
        id: gid('DiscountCodeNode', store.discounts.size + 1),
        title: asked.title ?? '',
        percentage: value?.percentage ?? null,
        amount: value?.discountAmount?.amount ?? null,
        minimum: asked.minimumRequirement?.subtotal.greaterThanOrEqualToSubtotal ?? null,
        productIds: (asked.customerGets?.items.products?.productsToAdd ?? []).map(
          (id) => id.split('/').at(-1) ?? '',
        ),
        endsAt: asked.endsAt?.toISOString() ?? null,
        codes: [code],
        used: [],
        additions: [],
        deleted: false,
      });
      return { codeDiscountNode: node(made), userErrors: [] };
    },
    discountCodeBasicUpdate: (input: unknown) => {
      const { id, basicCodeDiscount: asked } = updateSchema.parse(input);
      const known = store.discounts.get(id);
      if (known === undefined || known.deleted)
        return {
          codeDiscountNode: null,
          userErrors: [problem(['id'], 'INVALID', 'Discount does not exist')],
        };
      const endsAt = asked.endsAt?.toISOString() ?? known.endsAt;
      return { codeDiscountNode: node(save({ ...known, endsAt })), userErrors: [] };
    },
    discountCodeDelete: (input: unknown) => {
      const known = store.discounts.get(byId.parse(input).id);
      if (known === undefined || known.deleted)
        return {
          deletedCodeDiscountId: null,
          userErrors: [problem(['id'], 'INVALID', 'Discount does not exist')],
        };
      save({ ...known, codes: [], deleted: true });
      return { deletedCodeDiscountId: known.id, userErrors: [] };
    },
    discountRedeemCodeBulkAdd: (input: unknown) => {
      const { discountId, codes } = addSchema.parse(input);
      const known = store.discounts.get(discountId);
      if (known === undefined || known.deleted)
        return {
          bulkCreation: null,
          userErrors: [problem(['discountId'], 'INVALID', 'Discount does not exist')],
        };
      if (codes.length > mostCodes)
        return {
          bulkCreation: null,
          userErrors: [problem(['codes'], 'EXCEEDED_MAX', 'The input array size is greater than 250.')],
        };
      const id = gid(
        'DiscountRedeemCodeBulkCreation',
        `${discountId.split('/').at(-1)}-${known.additions.length + 1}`,
      );
      const results = codes.map(({ code }) => ({ code, taken: store.discountByCode(code) !== undefined }));
      const fresh = results.filter(({ taken }) => !taken).map(({ code }) => code);
      save({
        ...known,
        codes: [...known.codes, ...fresh],
        additions: [...known.additions, { id, results, looks: 0 }],
      });
      return { bulkCreation: { id }, userErrors: [] };
    },
    /** Not done when it is first asked about: it is asynchronous, and whoever doesn't wait is to notice. */
    discountRedeemCodeBulkCreation: (input: unknown) => {
      const found = creations(byId.parse(input).id);
      if (found === undefined) return null;
      const { discount, addition } = found;
      const done = addition.looks > 0;
      save({
        ...discount,
        additions: discount.additions.map((one) =>
          one.id === addition.id ? { ...one, looks: one.looks + 1 } : one,
        ),
      });
      const nodes = addition.results.map(({ code, taken }) => ({
        code,
        discountRedeemCode: taken || !done ? null : { id: codeGid(code) },
        errors: taken ? [problem(['code'], 'TAKEN', 'must be unique')] : [],
      }));
      return { done, codes: () => ({ nodes }) };
    },
    discountCodeRedeemCodeBulkDelete: (input: unknown) => {
      const { discountId, ids } = removeSchema.parse(input);
      const known = store.discounts.get(discountId);
      if (known === undefined || known.deleted)
        return { job: null, userErrors: [problem(['discountId'], 'INVALID', 'Discount does not exist')] };
      const gone = new Set(ids);
      save({ ...known, codes: known.codes.filter((code) => !gone.has(codeGid(code))) });
      return { job: { id: gid('Job', `${known.additions.length}`) }, userErrors: [] };
    },
  };
};
