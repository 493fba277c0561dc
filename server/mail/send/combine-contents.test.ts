import { describe, expect, it } from '@jest/globals';
import type { MailContent } from '../flow-port.ts';
import { combineContents } from './combine-contents.ts';

const content = (...products: readonly string[]): MailContent => ({
  customer: { firstName: 'Mara' },
  actionUrl: `https://lumen.example/${products[0]}`,
  lines: products.map((productId) => ({
    productId,
    title: productId,
    url: `https://lumen.example/${productId}`,
  })),
  suggestions: [],
  words: {},
});

describe('one mail for several dues', () => {
  it('keeps its own way and words and shows every product once', () => {
    const combined = combineContents(content('soap'), [content('coffee'), content('soap')]);

    expect(combined.actionUrl).toBe('https://lumen.example/soap');
    expect(combined.lines.map(({ productId }) => productId)).toEqual(['soap', 'coffee']);
  });

  it('is the content itself when nothing goes along', () => {
    const own = content('soap');

    expect(combineContents(own, [])).toBe(own);
  });

  it('stays a mail that is read', () => {
    const many = Array.from({ length: 9 }, (_, n) => content(`product-${n}`));

    expect(combineContents(content('soap'), many).lines).toHaveLength(6);
  });
});
