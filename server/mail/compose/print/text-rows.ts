import type { ProductCard } from '../../flow-port.ts';
import type { SlotOf } from '../compiled-mail.ts';
import { cardsOf } from './print-context.ts';
import type { Print, PrintContext } from './print-context.ts';

const named = ({ title, variantTitle, price, quantity }: ProductCard): string => {
  const count = quantity === undefined || quantity < 2 ? '' : `${quantity} × `;
  const variant = variantTitle === undefined || variantTitle === '' ? '' : ` (${variantTitle})`;
  return `- ${count}${title}${variant}${price === undefined ? '' : `: ${price}`}`;
};

export const cartLineTexts =
  (slot: SlotOf<'cart-lines'>): Print =>
  ({ content: { lines, moreLines = 0, total }, theme: { frame } }) => {
    const more = moreLines === 0 ? '' : `- ${frame.more.replace('{count}', String(moreLines))}\n`;
    const rows = `${lines.map((card) => `${named(card)}\n`).join('')}${more}`;
    return slot.total && total !== undefined && total !== '' ? `${rows}\n${frame.total}: ${total}\n` : rows;
  };

const suggested = (card: ProductCard, { links }: PrintContext): string =>
  `${named(card)}${card.note === undefined ? '' : ` · ${card.note}`}\n  ${links.of(card.url)}\n`;

export const productTexts =
  (slot: SlotOf<'product'>): Print =>
  (context) => {
    const cards = cardsOf(context, slot);
    // What the mail is about has the button's address; what is suggested has its own.
    if (slot.role === 'left' || slot.role === 'due') return cards.map((card) => `${named(card)}\n`).join('');
    return cards.map((card) => suggested(card, context)).join('');
  };

export const offerText: Print = ({ content: { offer }, theme: { frame } }) => {
  if (offer === undefined) return '';
  const until =
    offer.expiresAt === undefined ? '' : `\n${frame.validUntil.replace('{date}', offer.expiresAt)}`;
  return `${frame.code}: ${offer.code} (${offer.value})${until}\n`;
};
