import type { JsonObject } from '../../lib/json.ts';
import type { ProductCard } from '../flow-port.ts';
import { webAddress } from '../links/links.ts';
import type { ComposeInput } from '../send/send-ports.ts';
import { labelsFor } from './labels.ts';
import type { Theme } from './theme.ts';

/** What a link of the mail becomes: tracked in the HTML, as it is in the text. */
export type LinkMaker = (target: string) => string;

const filled = (entries: Readonly<Record<string, string | number | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );

const cardData = (card: ProductCard, link: LinkMaker): JsonObject =>
  filled({
    ...card,
    url: link(card.url),
    imageUrl: card.imageUrl === undefined ? undefined : webAddress(card.imageUrl),
  });

export interface DataContext {
  readonly theme: Theme;
  readonly unsubscribeUrl: string;
  readonly link: LinkMaker;
}

/** Plain JSON for Liquid: no prototypes, no functions, nothing of ours but what templates may use. */
export const templateData = ({ shop, content }: ComposeInput, context: DataContext): JsonObject => ({
  shop: filled({
    name: shop.name,
    url: shop.url,
    postalAddress: shop.postalAddress,
    logoUrl: shop.theme.logoUrl,
  }),
  customer: { firstName: content.customer.firstName },
  lines: content.lines.map((card) => cardData(card, context.link)),
  suggestions: content.suggestions.map((card) => cardData(card, context.link)),
  words: { ...content.words },
  actionUrl: context.link(content.actionUrl),
  unsubscribeUrl: context.unsubscribeUrl,
  labels: { ...labelsFor(shop.name) },
  end: context.theme.dir === 'rtl' ? 'left' : 'right',
  ...filled({ total: content.total }),
});
