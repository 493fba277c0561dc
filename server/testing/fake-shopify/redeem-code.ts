import type { FarDiscount, FarLine, FarSideStore } from './far-side-store.ts';
import { fromCents, toCents, totalOf } from './payloads/money.ts';

export interface Redeemed {
  readonly discount: FarDiscount;
  readonly code: string;
  readonly amount: string;
}

const matching = ({ productIds }: FarDiscount, lines: readonly FarLine[]): readonly FarLine[] =>
  productIds.length === 0 ? lines : lines.filter(({ productId }) => productIds.includes(productId));

const worth = ({ percentage, amount }: FarDiscount, cents: number): number =>
  percentage === null ? Math.min(cents, toCents(amount ?? '0')) : Math.round(cents * percentage);

/** What a code takes off at the checkout; undefined where it is unknown, over, used, or asks for more than is in the cart. */
export const redeemCode = (
  store: FarSideStore,
  asked: string | null | undefined,
  { lines, now }: { readonly lines: readonly FarLine[]; readonly now: Date },
): Redeemed | undefined => {
  const code = asked?.trim().toUpperCase() ?? '';
  const discount = store.discountByCode(code);
  if (discount === undefined || discount.used.includes(code)) return undefined;
  if (discount.endsAt !== null && Date.parse(discount.endsAt) <= now.getTime()) return undefined;
  const bought = matching(discount, lines);
  const cents = toCents(totalOf(bought));
  if (bought.length === 0 || cents < toCents(discount.minimum ?? '0')) return undefined;
  return { discount, code, amount: fromCents(worth(discount, cents)) };
};
