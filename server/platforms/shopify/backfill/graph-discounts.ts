import { z } from 'zod';
import type { Order } from '../../../shop/catalog.ts';
import { shareOf } from '../../../shop/order-discounts.ts';

const amountSchema = z.object({
  shopMoney: z.object({ amount: z.union([z.string(), z.number()]).transform(Number) }),
});

/** Of an order. */
export const orderDiscountFields = {
  discountCodes: z.array(z.string()).nullish(),
  totalDiscountsSet: amountSchema.nullish(),
  currentTotalDiscountsSet: amountSchema.nullish(),
} as const;

/** Of one line of it: what each discount took off there, those of the whole order by their share. */
export const allocationsSchema = z
  .array(
    z.object({
      allocatedAmountSet: amountSchema,
      discountApplication: z.object({ code: z.string().nullish() }),
    }),
  )
  .nullish();
type Allocations = z.output<typeof allocationsSchema>;

type DiscountedOrder = z.output<z.ZodObject<typeof orderDiscountFields>>;

const fold = (code: string): string => code.toLowerCase();

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/**
 * What a webhook says in `discount_codes`: each code with what it took off. A code that took nothing off any line (free
 * shipping) took what no line accounts for, where it is the only such one.
 */
export const graphDiscountsOf = (
  { discountCodes, totalDiscountsSet, currentTotalDiscountsSet }: DiscountedOrder,
  lines: readonly { readonly discountAllocations?: Allocations }[],
): Order['discounts'] => {
  const codes = discountCodes ?? [];
  if (codes.length === 0) return undefined;
  const parts = lines
    .flatMap(({ discountAllocations }) => discountAllocations ?? [])
    .map(({ allocatedAmountSet, discountApplication: { code } }) => ({
      code: fold(code ?? ''),
      amount: allocatedAmountSet.shopMoney.amount,
    }));
  const allocated = sum(parts.map(({ amount }) => amount));
  const whole = totalDiscountsSet?.shopMoney.amount ?? allocated;
  const left = currentTotalDiscountsSet?.shopMoney.amount ?? whole;
  const elsewhere = codes.filter((code) => !parts.some((part) => part.code === fold(code)));
  const rest = elsewhere.length === 1 ? Math.max(0, whole - allocated) : 0;
  return codes.map((code) => {
    const own = parts.filter((part) => part.code === fold(code)).map(({ amount }) => amount);
    const amount = (own.length > 0 ? sum(own) : rest).toFixed(2);
    return { code, amount, net: shareOf(amount, { whole: String(whole), left: String(left) }) };
  });
};
