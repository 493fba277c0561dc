import { z } from 'zod';
import type { MailContent, MailOffer, ProductCard } from '../flow-port.ts';
import { asContactId, asMessageId, asShopId } from '../../lib/brand.ts';

const text = z.string();
const word = text.optional();

/** Each field there is, and no other: a new one does not compile before it is kept, too. */
type Fields<Of> = Record<keyof Of, z.ZodType>;

const card = z.strictObject({
  productId: text,
  title: text,
  variantTitle: word,
  vendor: word,
  quantity: z.number().optional(),
  price: word,
  imageUrl: word,
  url: text,
  note: word,
} satisfies Fields<ProductCard>);

const offer = z.strictObject({ code: text, value: text, expiresAt: word } satisfies Fields<MailOffer>);

export const keptContentSchema = z.strictObject({
  customer: z.strictObject({ firstName: text }),
  actionUrl: text,
  lines: z.array(card),
  moreLines: z.int().optional(),
  total: word,
  suggestions: z.array(card),
  offer: offer.optional(),
  words: z.record(text, text),
} satisfies Fields<MailContent>);

/** What one mail was printed from, so that it can be printed again: its template and theme are the compiled form's. */
export const keptMailSchema = z.strictObject({
  message: z.string().transform(asMessageId),
  shop: z.string().transform(asShopId),
  contact: z.string().transform(asContactId),
  /** Names the compiled form. */
  compiled: text,
  /** Liquid of the step's own subject. */
  subject: word,
  content: keptContentSchema,
  recipient: z.strictObject({ firstName: word, lastName: word }),
  from: z.strictObject({ name: text, address: text }),
  replyTo: word,
  to: z.strictObject({ name: word, address: text }),
  flowKey: text,
  step: text,
  /** Shop time. */
  sentAt: z.date(),
});

export type KeptMail = z.infer<typeof keptMailSchema>;

/** Where mails that left are kept for a while. */
export interface MailKeeper {
  keep(mails: readonly KeptMail[]): Promise<void>;
}
