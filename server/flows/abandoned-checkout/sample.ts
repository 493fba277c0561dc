import type { MailContent } from '../../mail/flow-port.ts';
import type { Shop } from '../../shop/shop.ts';
import { formatMoney } from '../format-for-shop.ts';
import { sampleCards } from '../sample-cards.ts';

export const checkoutSample = (shop: Shop): MailContent => ({
  customer: { firstName: 'Ada' },
  actionUrl: shop.url,
  lines: sampleCards(shop),
  total: formatMoney({ amount: '47.50', currency: shop.currency }, shop.locale),
  suggestions: [],
  words: {},
});
