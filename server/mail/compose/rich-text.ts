import sanitizeHtml from 'sanitize-html';
import { decodeAroundLiquid, decodeInsideLiquid } from './escape-html.ts';

const allowed: sanitizeHtml.IOptions = {
  allowedTags: ['a', 'b', 'strong', 'i', 'em', 'u', 'br', 'p', 'ul', 'ol', 'li'],
  allowedAttributes: { a: ['href'] },
  // Where a link leads is looked at when it is printed, for it may come out of Liquid.
  allowedSchemesByTag: { a: ['http', 'https'] },
  disallowedTagsMode: 'discard',
};

/** A few tags between Liquid; links wait in `href` for their slots. Other tags go, their words stay. */
export const cleanRich = (rich: string): string => decodeInsideLiquid(sanitizeHtml(rich, allowed));

const link = /<a href="([^"]*)">([\s\S]*?)<\/a>/g;

/** Each link's address is handed out and replaced by what comes back; links without one become words. */
export const withLinks = (clean: string, replace: (href: string, words: string) => string): string =>
  clean
    .replaceAll(link, (_whole, href: string, words: string) => replace(href.replaceAll('&amp;', '&'), words))
    .replaceAll(/<a>([\s\S]*?)<\/a>/g, '$1');

/** The same words for reading without HTML; what is Liquid stays. */
export const richToText = (clean: string, address: (href: string) => string): string =>
  decodeAroundLiquid(
    withLinks(clean, (href, words) => `${words} (${address(href)})`)
      .split('\n')
      .map((line) => line.trim())
      .join(' ')
      .replaceAll(/<br\s*\/?>/g, '\n')
      .replaceAll(/<li>/g, '\n- ')
      .replaceAll(/<\/(?:p|ul|ol)>/g, '\n\n')
      .replaceAll(/<\/?(?:a|b|strong|i|em|u|p|ul|ol|li)>/g, ''),
  ).trim();
