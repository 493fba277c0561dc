import type { JsonObject } from '../../lib/json.ts';
import type { MailContent, ProductCard } from '../flow-port.ts';
import type { Recipient } from '../gate/gate-facts-port.ts';
import type { Theme } from './theme.ts';

type Words = Readonly<Record<string, string | number | undefined>>;

/** Absent and empty are the same to whoever writes `{% if customer.firstName %}`. */
const filled = (entries: Words): JsonObject =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[key, value]],
    ),
  );

const cardData = ({
  title,
  variantTitle,
  vendor,
  quantity,
  price,
  imageUrl,
  url,
  note,
}: ProductCard): JsonObject => filled({ title, variantTitle, vendor, quantity, price, imageUrl, url, note });

export interface DataInput {
  readonly content: MailContent;
  readonly recipient: Pick<Recipient, 'firstName' | 'lastName'>;
  readonly theme: Theme;
}

/** Plain JSON for Liquid: no prototypes, no functions, nothing of ours but what templates may use. `docs/templates.md` lists it; `check/variables.ts` says what each kind of flow fills. */
export const liquidData = ({ content, recipient, theme }: DataInput): JsonObject => {
  const { lines, total, actionUrl, words, offer } = content;
  const cards = lines.map(cardData);
  return {
    shop: filled({ name: theme.shopName, url: theme.shopUrl, postalAddress: theme.postalAddress }),
    customer: filled({
      firstName: content.customer.firstName,
      lastName: recipient.lastName,
    }),
    cart: { ...filled({ total, url: actionUrl }), lines: cards },
    product: cards[0] ?? filled({ title: words['productTitle'] }),
    products: cards,
    suggestions: content.suggestions.map(cardData),
    order: filled({ name: words['orderName'], placedAt: words['lastPurchasedAt'] }),
    offer:
      offer === undefined ? {} : filled({ code: offer.code, value: offer.value, expiresAt: offer.expiresAt }),
  };
};
