export const toCents = (amount: string): number => Math.round(Number(amount) * 100);

export const fromCents = (cents: number): string => (cents / 100).toFixed(2);

export const timesQuantity = (price: string, quantity: number): string =>
  fromCents(toCents(price) * quantity);

export const totalOf = (lines: readonly { readonly price: string; readonly quantity: number }[]): string =>
  fromCents(lines.reduce((sum, line) => sum + toCents(line.price) * line.quantity, 0));

/** Shopify gives each amount in the shop's and the buyer's currency; ours are the same. */
export const moneySet = (amount: string, currency: string): object => {
  const money = { amount, currency_code: currency };
  return { shop_money: money, presentment_money: money };
};
