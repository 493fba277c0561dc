import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Browser } from 'playwright-core';
import { asContactId, asMessageId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import { silentLogger } from '../../lib/logger.ts';
import { createLinks } from '../../mail/links/links.ts';
import { launchBrowser } from '../../testing/browser.ts';
import { lumen, noon } from '../../testing/mail/mail-builders.ts';
import { createMailLinksRouter } from './mail-links.ts';

let browser: Browser;
let server: Server;
let page: string;
let topics: string[];
const locales = ['en', 'de', 'fr', 'es', 'el', 'zh-CN'];

beforeAll(async () => {
  browser = await launchBrowser();
  const links = createLinks({ baseUrl: '', keys: [{ id: 'k', secret: 'test' }] });
  const app = express();
  app.use(
    createMailLinksRouter({
      links,
      intake: {
        accept: async ({ topic }) => {
          topics.push(topic);
          return 'stored';
        },
      },
      people: {
        read: async () => ({
          shopName: 'Lumen & Oak',
          zone: 'Europe/Berlin',
          address: 'mara@example.com',
          locale: undefined,
          unsubscribed: topics.at(-1) === 'page:unsubscribe',
          choices: undefined,
        }),
      },
      events: { record: async () => undefined },
      clock: createManualClock(noon),
      logger: silentLogger,
    }),
  );
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const link = { shop: lumen, contact: asContactId('mara'), message: asMessageId('m') };
  page = `http://127.0.0.1:${port}${links.unsubscribeUrl(link)}`;
});
afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  topics = [];
});

/** The first click is the one in the mail. */
const openFromMail = async (locale: string, width = 390) => {
  const context = await browser.newContext({ locale, viewport: { width, height: 844 } });
  const tab = await context.newPage();
  await tab.goto(page);
  return { tab, close: () => context.close() };
};
const leaveButton = 'form:has(input[value="leave"]) button';

describe('leaving, seen in a browser', () => {
  it.each(locales)('takes two clicks from the mail, without looking for the button (%s)', async (locale) => {
    const { tab, close } = await openFromMail(locale);
    const before = [...topics];
    const box = await tab.locator(leaveButton).boundingBox();
    await tab.click(leaveButton);

    expect(before).toEqual([]);
    expect(topics).toEqual(['page:unsubscribe']);
    // On the first screen of a telephone, and as large as a finger.
    expect((box?.y ?? 999) + (box?.height ?? 0)).toBeLessThan(600);
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(await tab.locator('html').getAttribute('lang')).toBe(locale === 'zh-CN' ? 'zh-Hans' : locale);
    expect(await tab.locator('form:has(input[value="return"])').count()).toBe(1);
    await close();
  });

  it.each([320, 390, 1280])('shows all of it at %d pixels, without scrolling sideways', async (width) => {
    const { tab, close } = await openFromMail('de', width);

    expect(await tab.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await tab.locator('input[name="kinds"]:checked').count()).toBe(4);
    await close();
  });

  it('keeps what is chosen, and lets somebody back who left by mistake', async () => {
    const { tab, close } = await openFromMail('en');
    await tab.locator('input[value="pause"]').check();
    await tab.click('form:has(input[value="choose"]) button');
    const saved = await tab.locator('h1').textContent();
    await tab.click(leaveButton);
    await tab.click('form:has(input[value="return"]) button');

    expect(saved).toBe('Saved');
    expect(topics).toEqual(['page:preferences', 'page:unsubscribe', 'page:resubscribe']);
    await close();
  });
});
