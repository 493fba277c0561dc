import { describe, expect, it } from '@jest/globals';
import { asContactId, asMessageId, asShopId } from '../../lib/brand.ts';
import { createLinks, webAddress } from './links.ts';
import { tagLink } from './tag-link.ts';

const old = { id: 'old', secret: 'one' };
const fresh = { id: 'new', secret: 'two' };
const leaving = { shop: asShopId('a.example'), contact: asContactId('c'), message: asMessageId('m') };
const click = { shop: leaving.shop, message: leaving.message, target: 'https://shop.example/a?b=c' };
const linksOf = (...keys: { id: string; secret: string }[]) =>
  createLinks({ baseUrl: 'https://mail.example/', keys });
const tokenOf = (url: string): string => url.split('/').at(-1) ?? '';

describe('links', () => {
  it('read back what they were made of', () => {
    const links = linksOf(fresh);

    expect(links.readUnsubscribe(tokenOf(links.unsubscribeUrl(leaving)))).toEqual(leaving);
    expect(links.readClick(tokenOf(links.clickUrl(click)))).toEqual(click);
  });

  it('stay good while their key is known, and no longer', () => {
    const token = tokenOf(linksOf(old).clickUrl(click));

    expect(linksOf(fresh, old).readClick(token)).toEqual(click);
    expect(linksOf(fresh).readClick(token)).toBeUndefined();
  });

  it('refuse every changed byte', () => {
    const links = linksOf(fresh);
    const token = tokenOf(links.clickUrl(click));

    for (let at = 0; at < token.length; at += 1) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      const read = links.readClick(changed);
      // The last base64 sign holds unused bits.
      if (at < token.length - 1) expect(read).toBeUndefined();
    }
    for (const junk of ['', 'a', '..', 'new..', `${token}.x`]) expect(links.readClick(junk)).toBeUndefined();
  });

  it('are of one kind: a click is no way to leave', () => {
    const links = linksOf(fresh);

    expect(links.readUnsubscribe(tokenOf(links.clickUrl(click)))).toBeUndefined();
    expect(links.readClick(tokenOf(links.unsubscribeUrl(leaving)))).toBeUndefined();
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '//evil.example', 'mailto:a@b.example', 'x'])(
    'lead nowhere for %s',
    (target) => {
      const links = linksOf(fresh);

      expect(links.readClick(tokenOf(links.clickUrl({ ...click, target })))).toBeUndefined();
      expect(webAddress(target)).toBeUndefined();
    },
  );
});

describe('tagging a link', () => {
  const tags = { flowKey: 'cross-sell', step: 'mail 1' };
  const query = 'utm_source=encore&utm_medium=email&utm_campaign=cross-sell&utm_content=mail%201';

  it.each([
    ['https://a.example', `https://a.example?${query}`],
    ['https://a.example/p?x=%2F&y', `https://a.example/p?x=%2F&y&${query}`],
    ['https://a.example/p?', `https://a.example/p?${query}`],
    ['https://a.example/p#top', `https://a.example/p?${query}#top`],
  ])('adds to %s and loses nothing', (address, tagged) => {
    expect(tagLink(address, tags)).toBe(tagged);
  });

  it('leaves tags alone that are there already', () => {
    expect(tagLink('https://a.example?utm_source=mine', tags)).toContain('utm_source=mine');
    expect(tagLink('https://a.example?utm_source=mine', tags)).not.toContain('utm_source=encore');
  });
});
