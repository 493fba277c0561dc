import type { ProductCard } from '../../flow-port.ts';
import { webAddress } from '../../links/links.ts';
import { escapeHtml } from '../escape-html.ts';
import type { SlotOf } from '../compiled-mail.ts';
import { cardsOf } from './print-context.ts';
import type { Print, PrintContext } from './print-context.ts';

/** Product rows as tables: mail programs agree on tables. */
const titleOf = (size: number, height: number): string =>
  `font-size:${size}px;line-height:${height}px;font-weight:600;color:#1c1c1a;text-decoration:none`;
const title = titleOf(16, 22);
const soft = 'font-size:14px;line-height:20px;color:#6d6d68';

const endOf = ({ theme }: PrintContext): string => (theme.direction === 'rtl' ? 'left' : 'right');

interface Frame {
  readonly size: number;
  readonly href: string;
}

const initialOf = ({ title: name }: ProductCard): string => {
  const first = name.codePointAt(0);
  return first === undefined ? '' : escapeHtml(String.fromCodePoint(first).toUpperCase());
};

/** The image, or a quiet tile with the first letter where the shop has none. */
const pictureOf = (card: ProductCard, { size, href }: Frame): string => {
  const name = escapeHtml(card.title);
  const image = card.imageUrl === undefined ? undefined : webAddress(card.imageUrl);
  const inner =
    image === undefined
      ? `<div class="tile" style="width:${size}px;height:${size}px;line-height:${size}px;border-radius:8px;background-color:#f1f1ee;color:#8a8a84;font-size:28px;text-align:center">${initialOf(card)}</div>`
      : `<img src="${escapeHtml(image)}" width="${size}" height="${size}" alt="${name}" style="display:block;width:${size}px;height:${size}px;object-fit:cover;border:0;border-radius:8px;background-color:#f1f1ee;font-size:12px;line-height:16px;color:#6d6d68" />`;
  return `<td class="shot" width="${size}" style="width:${size}px;padding:16px 0;vertical-align:middle"><a href="${href}" style="text-decoration:none">${inner}</a></td>`;
};

const quantityOf = ({ quantity }: ProductCard, { theme }: PrintContext): string =>
  quantity === undefined || quantity < 2 ? '' : theme.frame.quantity.replace('{count}', String(quantity));

const hrefOf = ({ links }: PrintContext, { url }: ProductCard): string => escapeHtml(links.of(url));

const lineRow = (card: ProductCard, context: PrintContext): string => {
  const href = hrefOf(context, card);
  const quantity = quantityOf(card, context);
  const detail = [card.variantTitle ?? '', quantity].filter((part) => part !== '').join(' · ');
  const end = endOf(context);
  const each =
    quantity === '' || card.price === undefined
      ? ''
      : `<div class="soft"><span style="${soft}">${escapeHtml(context.theme.frame.each)}</span></div>`;
  return `<tr class="line">${pictureOf(card, { size: 88, href })}<td class="ink gap" style="padding:16px;vertical-align:middle"><a href="${href}" style="${title}">${escapeHtml(card.title)}</a>${detail === '' ? '' : `<div class="soft"><span style="${soft}">${escapeHtml(detail)}</span></div>`}</td><td class="ink" align="${end}" style="padding:16px 0;vertical-align:middle;text-align:${end};white-space:nowrap;font-size:16px;line-height:22px;color:#1c1c1a">${escapeHtml(card.price ?? '')}${each}</td></tr>`;
};

const totalRow = (context: PrintContext): string => {
  const { total } = context.content;
  if (total === undefined || total === '') return '';
  const end = endOf(context);
  return `<tr><td class="rule ink" colspan="2" style="border-top:2px solid #1c1c1a;padding:16px 0 0;font-size:16px;line-height:24px;font-weight:600;color:#1c1c1a">${escapeHtml(context.theme.frame.total)}</td><td class="rule ink" align="${end}" style="border-top:2px solid #1c1c1a;padding:16px 0 0;text-align:${end};white-space:nowrap;font-size:18px;line-height:24px;font-weight:700;color:#1c1c1a">${escapeHtml(total)}</td></tr>`;
};

const moreRow = ({ content: { moreLines = 0 }, theme }: PrintContext): string =>
  moreLines === 0
    ? ''
    : `<tr class="line"><td colspan="3" class="soft" style="padding:16px 0;${soft}">${escapeHtml(theme.frame.more.replace('{count}', String(moreLines)))}</td></tr>`;

export const cartLines =
  ({ total }: SlotOf<'cart-lines'>): Print =>
  (context) =>
    `${context.content.lines.map((card) => lineRow(card, context)).join('')}${moreRow(context)}${total ? totalRow(context) : ''}`;

const pickRow = (card: ProductCard, context: PrintContext): string => {
  const href = hrefOf(context, card);
  const below = [card.variantTitle, card.vendor]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
  return `<tr class="line pick">${pictureOf(card, { size: 132, href })}<td class="ink gap" style="padding:16px 20px;vertical-align:middle">${
    card.note === undefined
      ? ''
      : `<div class="soft"><span style="font-size:12px;line-height:18px;letter-spacing:0.4px;color:#6d6d68">${escapeHtml(card.note)}</span></div>`
  }<a href="${href}" style="${titleOf(18, 25)}">${escapeHtml(card.title)}</a>${
    below === '' ? '' : `<div class="soft"><span style="${soft}">${escapeHtml(below)}</span></div>`
  }${
    card.price === undefined
      ? ''
      : `<div style="padding-top:6px;font-size:16px;line-height:22px;font-weight:600">${escapeHtml(card.price)}</div>`
  }</td></tr>`;
};

/** The outer edges stand in line with the words above. */
const gutterOf = (side: 'start' | 'end', { theme }: PrintContext): string =>
  (side === 'start') === (theme.direction === 'ltr') ? '12px 8px 12px 0' : '12px 0 12px 8px';

const cell = (card: ProductCard | undefined, context: PrintContext, side: 'start' | 'end'): string => {
  if (card === undefined) return '<td width="50%" style="width:50%"></td>';
  const href = hrefOf(context, card);
  const name = escapeHtml(card.title);
  const image = card.imageUrl === undefined ? undefined : webAddress(card.imageUrl);
  const inner =
    image === undefined
      ? `<div class="tile" style="height:220px;line-height:220px;border-radius:10px;background-color:#f1f1ee;color:#8a8a84;font-size:40px;text-align:center">${initialOf(card)}</div>`
      : `<img src="${escapeHtml(image)}" width="252" height="220" alt="${name}" style="display:block;width:100%;max-width:100%;overflow:hidden;height:220px;object-fit:cover;border:0;border-radius:10px;background-color:#f1f1ee;font-size:13px;line-height:18px;color:#6d6d68" />`;
  return `<td class="cell ink" width="50%" style="width:50%;padding:${gutterOf(side, context)};vertical-align:top"><a href="${href}" style="text-decoration:none">${inner}</a><div style="padding-top:10px"><a href="${href}" style="${title}">${name}</a></div>${
    card.price === undefined
      ? ''
      : `<div class="soft"><span style="${soft}">${escapeHtml(card.price)}</span></div>`
  }</td>`;
};

/** Two side by side, on phones, too. */
const grid = (cards: readonly ProductCard[], context: PrintContext): string => {
  const rows: string[] = [];
  for (let at = 0; at < cards.length; at += 2)
    rows.push(`<tr>${cell(cards[at], context, 'start')}${cell(cards[at + 1], context, 'end')}</tr>`);
  return rows.join('');
};

const large = ([first, ...others]: readonly ProductCard[], context: PrintContext): string => {
  if (first === undefined) return '';
  const way = escapeHtml(context.links.action);
  const image = first.imageUrl === undefined ? undefined : webAddress(first.imageUrl);
  const name = escapeHtml(first.title);
  const picture =
    image === undefined
      ? `<div class="tile" style="width:160px;height:160px;line-height:160px;border-radius:12px;background-color:#f1f1ee;color:#8a8a84;font-size:48px;text-align:center">${initialOf(first)}</div>`
      : `<img src="${escapeHtml(image)}" width="280" alt="${name}" style="display:block;width:280px;max-width:100%;height:auto;border:0;border-radius:12px;background-color:#f1f1ee;font-size:14px;line-height:20px;color:#6d6d68" />`;
  const below = [first.variantTitle, first.price]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
  const more = others.map(
    (card) =>
      `<tr><td class="ink" align="center" style="text-align:center;padding-top:14px"><a href="${hrefOf(context, card)}" style="${title}">${escapeHtml(card.title)}</a>${card.price === undefined ? '' : `<span style="${soft}"> · ${escapeHtml(card.price)}</span>`}</td></tr>`,
  );
  return `<tr><td align="center" style="padding:8px 0 20px"><a href="${way}" style="text-decoration:none">${picture}</a></td></tr><tr><td class="ink" align="center" style="text-align:center"><a href="${way}" style="${titleOf(20, 28)}">${name}</a></td></tr><tr><td class="soft" align="center" style="text-align:center;${soft}">${escapeHtml(below)}</td></tr>${more.join('')}`;
};

export const products =
  (slot: SlotOf<'product'>): Print =>
  (context) => {
    const cards = cardsOf(context, slot);
    if (slot.layout === 'large') return large(cards, context);
    if (slot.layout === 'grid') return grid(cards, context);
    return cards.map((card) => pickRow(card, context)).join('');
  };

export const offerRows: Print = ({ content: { offer }, theme }) => {
  if (offer === undefined) return '';
  const until =
    offer.expiresAt === undefined
      ? ''
      : `<div class="soft"><span style="${soft}">${escapeHtml(theme.frame.validUntil.replace('{date}', offer.expiresAt))}</span></div>`;
  return `<tr><td class="coupon ink" align="center" style="border:2px dashed #b9b9b2;border-radius:12px;background-color:#fafaf8;padding:20px;text-align:center"><div class="soft"><span style="${soft}">${escapeHtml(theme.frame.code)} · ${escapeHtml(offer.value)}</span></div><div class="code" style="padding:6px 0;font-family:'SF Mono',Menlo,Consolas,monospace;font-size:28px;line-height:36px;font-weight:700;letter-spacing:3px;color:#1c1c1a">${escapeHtml(offer.code)}</div>${until}</td></tr>`;
};
