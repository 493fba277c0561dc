import type { MailContent } from '../../mail/flow-port.ts';
import type { Shop } from '../../shop/shop.ts';
import { sampleCards } from '../sample-cards.ts';

export const crossSellSample = (shop: Shop): MailContent => {
  const [bought, suggested] = sampleCards(shop);
  return {
    customer: { firstName: 'Ada' },
    actionUrl: suggested.url,
    lines: [bought],
    suggestions: [{ ...suggested, note: 'Often bought together' }],
    words: { productTitle: bought.title, orderName: '#1001', boughtAgo: '4 weeks ago', numberOf: 'learned' },
  };
};
