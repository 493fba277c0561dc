import type { MailContent } from '../../mail/flow-port.ts';
import type { Shop } from '../../shop/shop.ts';
import { sampleCards } from '../sample-cards.ts';

export const browseSample = (shop: Shop): MailContent => {
  const [looked, other] = sampleCards(shop);
  return {
    customer: { firstName: 'Ada' },
    actionUrl: looked.url,
    lines: [looked],
    suggestions: [other],
    words: { productTitle: looked.title },
  };
};
