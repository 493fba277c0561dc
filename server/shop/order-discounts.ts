/**
 * What is left of an amount when of `whole` only `left` is: the same share, to two places, and never more than it was or
 * less than nothing.
 */
export const shareOf = (
  amount: string,
  { whole, left }: { readonly whole: string; readonly left: string },
): string => {
  const [value, of, kept] = [Number(amount), Number(whole), Number(left)];
  if (!(of > 0) || !Number.isFinite(kept) || kept >= of) return value.toFixed(2);
  return Math.max(0, (value * kept) / of).toFixed(2);
};
