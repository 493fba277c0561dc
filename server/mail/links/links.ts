import { asContactId, asMessageId, asShopId } from '../../lib/brand.ts';
import type { ContactId, MessageId, ShopId } from '../../lib/brand.ts';
import { readToken, signToken } from './signed-token.ts';
import type { LinkKey } from './signed-token.ts';

export interface LeavingLink {
  readonly shop: ShopId;
  readonly contact: ContactId;
  readonly message: MessageId;
}

export interface ClickLink {
  readonly shop: ShopId;
  readonly message: MessageId;
  readonly target: string;
}

export interface PreviewLink {
  readonly shop: ShopId;
  readonly page: string;
  /** Real time. */
  readonly until: Date;
}

/** Links in mails. They never expire: a mail may be read years later, and leaving must still work. */
export interface Links {
  unsubscribeUrl(link: LeavingLink): string;
  clickUrl(link: ClickLink): string;
  /** Of a test mail: it leads to a page like the real one, and nobody leaves by it. */
  testLeavingUrl(shop: ShopId): string;
  /** Of a page to look at, which does end; on whatever name of ours the admin is open. */
  previewPath(link: PreviewLink): string;
  readUnsubscribe(token: string): LeavingLink | undefined;
  readClick(token: string): ClickLink | undefined;
  readTestLeaving(token: string): ShopId | undefined;
  readPreview(token: string): PreviewLink | undefined;
}

/** The target itself if it is an absolute http(s) address; we never lead anywhere else. */
export const webAddress = (text: string): string | undefined => {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : undefined;
};

export const createLinks = (options: { baseUrl: string; keys: readonly LinkKey[] }): Links => {
  const base = options.baseUrl.replace(/\/+$/, '');
  return {
    unsubscribeUrl: ({ shop, contact, message }) =>
      `${base}/u/${signToken(options.keys, ['u', shop, contact, message])}`,
    clickUrl: ({ shop, message, target }) =>
      `${base}/c/${signToken(options.keys, ['c', shop, message, target])}`,
    testLeavingUrl: (shop) => `${base}/u/${signToken(options.keys, ['t', shop])}`,
    previewPath: ({ shop, page, until }) =>
      `/previews/${signToken(options.keys, ['p', shop, page, until.toISOString()])}`,
    readTestLeaving: (token) => {
      const [kind, shop] = readToken(options.keys, token) ?? [];
      return kind === 't' && shop !== undefined ? asShopId(shop) : undefined;
    },
    readPreview: (token) => {
      const [kind, shop, page, until] = readToken(options.keys, token) ?? [];
      if (kind !== 'p' || shop === undefined || page === undefined || until === undefined) return undefined;
      return { shop: asShopId(shop), page, until: new Date(until) };
    },
    readUnsubscribe: (token) => {
      const [kind, shop, contact, message] = readToken(options.keys, token) ?? [];
      if (kind !== 'u' || shop === undefined || contact === undefined || message === undefined)
        return undefined;
      return { shop: asShopId(shop), contact: asContactId(contact), message: asMessageId(message) };
    },
    readClick: (token) => {
      const [kind, shop, message, text] = readToken(options.keys, token) ?? [];
      const target = webAddress(text ?? '');
      if (kind !== 'c' || shop === undefined || message === undefined || target === undefined)
        return undefined;
      return { shop: asShopId(shop), message: asMessageId(message), target };
    },
  };
};
