import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aComposeInput } from '../../testing/mail/compose-input.ts';
import { aCard, aRecipient, someContent } from '../../testing/mail/mail-builders.ts';
import { createLinks } from '../links/links.ts';
import { builtInKeys, builtInTemplates } from '../templates/built-in-templates.ts';
import { boundContent, mostLines, shorten } from './bound-content.ts';
import { createComposer } from './create-composer.ts';
import { createLiquidSandbox } from './liquid/liquid-sandbox.ts';

const sandbox = createLiquidSandbox();
const links = createLinks({ baseUrl: 'https://mail.example', keys: [{ id: 'k', secret: 'test' }] });
const composer = createComposer({ templates: builtInTemplates, links, sandbox });
afterAll(() => sandbox.close());

describe('shortening', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly ten', 11, 'exactly ten'],
    ['a rather long title', 10, 'a rather…'],
    ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 13, '👩‍👩‍👧‍👦…'],
    ['', 5, ''],
  ])('%j to %d is %j', (text, most, short) => {
    expect(shorten(text, most)).toBe(short);
  });

  it('never makes more than asked for, nor half a sign', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 2, max: 150 }),
        (text, most) => {
          const short = shorten(text, most);
          expect(short.length).toBeLessThanOrEqual(Math.max(most, text.length <= most ? text.length : 0));
          expect(short.isWellFormed()).toBe(true);
          expect(text.startsWith(short.replace(/…$/, '')) || short === text).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('content of any size', () => {
  const three = Array.from({ length: 300 }, (_, n) => aCard({ productId: `${n}`, title: `Line ${n}` }));

  it('shows so many lines and counts the rest', () => {
    const { lines, moreLines } = boundContent(someContent({ lines: three }));

    expect(lines).toEqual(three.slice(0, mostLines));
    expect(moreLines).toBe(300 - mostLines);
    expect(boundContent(boundContent(someContent({ lines: three })))).toMatchObject({ moreLines: 285 });
  });

  it('leaves a usual mail as it is', () => {
    const content = someContent({ suggestions: [aCard()], words: { orderName: '#1' } });

    expect(boundContent(content)).toEqual(content);
  });

  it.each([
    ['en', 'and 285 more'],
    ['de', 'und 285 weitere'],
    ['fr', 'et 285 autres'],
    ['es', 'y 285 más'],
    ['el', 'και 285 ακόμη'],
    ['zh-CN', '另有 285 件'],
  ])('says how many more there are, in HTML and text: %s', async (locale, words) => {
    const { html, text } = await composer.compose(
      aComposeInput({ content: someContent({ lines: three }), recipient: aRecipient({ locale }) }),
    );

    expect(html).toContain(words);
    expect(text).toContain(`- ${words}\n`);
    expect(html).not.toContain('Line 15<');
  });

  it.each(builtInKeys)('stays below what Gmail shows, whatever its store holds: %s', async (template) => {
    const huge = Array.from({ length: 300 }, (_, n) =>
      aCard({
        productId: `${n}`,
        title: 'Wide '.repeat(2000),
        variantTitle: 'x'.repeat(5000),
        note: 'y'.repeat(5000),
      }),
    );
    const content = someContent({
      lines: huge,
      suggestions: huge,
      customer: { firstName: 'Z'.repeat(10_000) },
      words: { productTitle: 'P'.repeat(100_000), orderName: '#'.repeat(5000) },
      offer: { code: 'BACK-4821', value: '10 %', expiresAt: '30 June 2026' },
    });

    const { html, subject } = await composer.compose(aComposeInput({ args: { template }, content }));

    expect(Buffer.byteLength(html)).toBeLessThan(102_000);
    expect(subject.length).toBeLessThan(250);
  });
});
