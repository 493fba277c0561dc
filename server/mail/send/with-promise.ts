import type { MailContent } from '../flow-port.ts';
import type { PromisedCode } from '../offers/offer-port.ts';
import { lastDayText, valueText } from '../offers/offer-words.ts';

interface Reader {
  /** The person's, then the shop's. */
  readonly locales: readonly string[];
  readonly zone: string;
}

/** The mail's own way carries the code; what it is worth and until when is written in the reader's language. */
export const withPromise = (
  content: MailContent,
  promised: PromisedCode | undefined,
  { locales, zone }: Reader,
): MailContent => {
  if (promised === undefined) return content;
  const { code, terms, currency, expiresAt } = promised;
  return {
    ...content,
    actionUrl: promised.carry(content.actionUrl),
    offer: {
      code,
      value: valueText(terms, { currency, locales }),
      expiresAt: lastDayText(expiresAt, { locales, zone }),
    },
  };
};
