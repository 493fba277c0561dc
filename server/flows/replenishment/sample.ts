import type { MailContent } from '../../mail/flow-port.ts';
import type { Shop } from '../../shop/shop.ts';
import { formatDay } from '../format-for-shop.ts';
import { sampleCards } from '../sample-cards.ts';

export const replenishmentSample = (shop: Shop): MailContent => {
  const [, card] = sampleCards(shop);
  const lastPurchasedAt = formatDay(new Date('2026-06-07T12:00:00Z'), shop);
  return {
    customer: { firstName: 'Ada' },
    actionUrl: card.url,
    lines: [card],
    suggestions: [],
    words: {
      productTitle: card.title,
      quantity: '1',
      lastPurchasedAt,
      boughtAgo: '7 weeks ago',
      numberOf: 'learned',
    },
  };
};
