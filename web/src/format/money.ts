/** In the merchant's language; a currency that Intl doesn't know stands behind the amount. */
export const formatMoney = (amount: string, currency: string, language: string): string => {
  const value = Number(amount);
  if (!/^[A-Z]{3}$/.test(currency)) return `${new Intl.NumberFormat(language).format(value)} ${currency}`;
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).format(value);
};
