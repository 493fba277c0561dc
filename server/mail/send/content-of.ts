import type { MailContent } from '../flow-port.ts';
import type { Candidate } from './candidate.ts';
import { combineContents } from './combine-contents.ts';
import { withPromise } from './with-promise.ts';

/** What a mail says: its own, what its siblings would have said, and what it promises. */
export const contentOf = (own: MailContent, { facts, promised }: Candidate): MailContent => {
  const { recipient, shop, siblings } = facts;
  const combined = combineContents(
    own,
    siblings.map((sibling) => sibling.content),
  );
  const locales = [recipient.locale, shop.locale].filter((locale) => locale !== undefined);
  return withPromise(combined, promised, { locales, zone: shop.zone });
};
