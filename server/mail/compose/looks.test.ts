import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { launchBrowser } from '../../testing/browser.ts';
import { aComposeInput } from '../../testing/mail/compose-input.ts';
import { aCard, someContent } from '../../testing/mail/mail-builders.ts';
import { createLinks } from '../links/links.ts';
import { builtInKeys, builtInTemplate, builtInTemplates } from '../templates/built-in-templates.ts';
import { createComposer } from './create-composer.ts';
import { createLiquidSandbox } from './liquid/liquid-sandbox.ts';
import type { TemplatePort } from './mail-template.ts';

const sandbox = createLiquidSandbox();
const links = createLinks({ baseUrl: 'https://mail.example', keys: [{ id: 'k', secret: 'test' }] });
let browser: Browser;
const mails = new Map<string, string>();

const long = 'Oak and Linen Reading Stool with Natural Finish';
const content = someContent({
  lines: [aCard(), aCard({ productId: '2', title: long, quantity: 1, price: '€1,189.00' })],
  suggestions: [1, 2, 3].map((n) =>
    aCard({ productId: `s${n}`, title: long, note: 'Often bought together' }),
  ),
  total: '€1,237.00',
  offer: { code: 'BACK-4821-XYZ', value: '10 %', expiresAt: '30 June 2026' },
  words: { productTitle: long, orderName: '#1042', lastPurchasedAt: '7 June 2026' },
});

/** The same words from right to left: where they stand is what is looked at. */
const rightToLeft: TemplatePort = {
  find: async () => {
    const template = builtInTemplate('checkout-2', ['en']);
    return template === undefined ? undefined : { ...template, language: 'ar' };
  },
};

beforeAll(async () => {
  const compose = (templates: TemplatePort, template: string) =>
    createComposer({ templates, links, sandbox }).compose(aComposeInput({ args: { template }, content }));
  for (const key of builtInKeys) mails.set(key, (await compose(builtInTemplates, key)).html);
  mails.set('right to left', (await compose(rightToLeft, 'checkout-2')).html);
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await sandbox.close();
});

const look = async (
  options: { width: number; dark?: boolean },
  at: (page: Page, key: string) => Promise<void>,
) => {
  const page = await browser.newPage({
    viewport: { width: options.width, height: 900 },
    colorScheme: options.dark === true ? 'dark' : 'light',
  });
  // Images off: where a picture is missing its words must not break anything either.
  await page.route('**/*', (route) => route.abort());
  for (const [key, html] of mails) {
    await page.setContent(html, { waitUntil: 'domcontentloaded' });
    await at(page, key);
  }
  await page.close();
};

/** Of every element that a selector finds, as the browser computed it. */
const styleOf = async (page: Page, selector: string, style: string): Promise<readonly string[]> =>
  z
    .array(z.string())
    .parse(
      await page.evaluate(
        `[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => getComputedStyle(one).${style})`,
      ),
    );

const lightOf = (color: string): number => {
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map(Number);
  return (red + green + blue) / 3;
};

describe('every template in a browser, with images off', () => {
  it.each([320, 375, 600])('fits into %d pixels', async (width) => {
    await look({ width }, async (page, key) => {
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect([key, wide]).toEqual([key, width]);
    });
  });

  it('has a button for a thumb, and words of a size that is read', async () => {
    await look({ width: 375 }, async (page, key) => {
      const box = await page.locator('.cta a').first().boundingBox();
      expect([key, (box?.height ?? 0) >= 44, (box?.width ?? 0) >= 300]).toEqual([key, true, true]);
      const sizes = (await styleOf(page, '.ink', 'fontSize')).map((size) => Number.parseFloat(size));
      expect([key, sizes.filter((size) => size > 0 && size < 12)]).toEqual([key, []]);
    });
  });

  it('is dark where the reader wants it dark, with words that can be read', async () => {
    await look({ width: 375, dark: true }, async (page, key) => {
      const [ground = ''] = await styleOf(page, '.card', 'backgroundColor');
      const inks = await styleOf(page, '.card .ink > div, .card td.ink', 'color');
      expect([key, lightOf(ground) < 50]).toEqual([key, true]);
      expect(inks.length).toBeGreaterThan(0);
      expect([key, inks.filter((ink) => lightOf(ink) < 150)]).toEqual([key, []]);
    });
  });

  it('runs from right to left where its language does', async () => {
    await look({ width: 375 }, async (page, key) => {
      const direction = await page.evaluate('getComputedStyle(document.body).direction');
      expect([key, direction]).toEqual([key, key === 'right to left' ? 'rtl' : 'ltr']);
    });
  });
});
