import type { MessageId, ShopId } from '../../lib/brand.ts';
import { digest } from '../../lib/digest.ts';
import { EncoreError } from '../../lib/errors.ts';
import { isEmailAddress } from '../email-address.ts';

/** One line without control characters: what may stand in a header. */
export const oneLine = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();

export const checkedAddress = (address: string | undefined, what: string): string => {
  if (address !== undefined && isEmailAddress(address)) return address;
  throw new EncoreError('render_failed', { message: `The ${what} is not an e-mail address.` });
};

/** Message ids are made of digests and step ids; a step id may hold what a header must not. */
const localPart = (id: MessageId): string => (/^[\w.-]+$/.test(id) ? id : digest(id));

export interface HeaderInput {
  readonly message: MessageId;
  readonly shop: ShopId;
  readonly from: string;
  readonly unsubscribeUrl: string;
  readonly flowKey: string;
  readonly step: string;
}

export const headersOf = (input: HeaderInput): Readonly<Record<string, string>> => ({
  'Message-ID': `<${localPart(input.message)}@${input.from.slice(input.from.lastIndexOf('@') + 1)}>`,
  'List-Unsubscribe': `<${input.unsubscribeUrl}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  'Feedback-ID': [input.step, input.flowKey, digest(input.shop).slice(0, 12), 'encore']
    .map((part) => part.replaceAll(/[^\w-]/g, '-'))
    .join(':'),
  'X-Encore-Message': localPart(input.message),
});
