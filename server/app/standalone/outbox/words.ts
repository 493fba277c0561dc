const sentences: Readonly<Record<string, string>> = {
  'abandoned-checkout': 'Abandoned checkout',
  'cart-incentive': 'Cart with incentive',
  replenishment: 'Replenishment',
  'cross-sell': 'Cross-sell',
};

/** `checkout_gone` → `Checkout gone`: codes as a person would read them. */
export const inWords = (code: string): string => {
  const plain = code.replaceAll(/[._-]+/g, ' ').trim();
  return sentences[code] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
};

const moments = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Berlin',
});

export const moment = (iso: string): string => {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? iso : moments.format(at);
};

/** The name in `Ada <ada@example.com>`, else the address itself. */
export const shownName = (address: string): string => /^"?([^"<]+?)"?\s*</.exec(address)?.[1] ?? address;
