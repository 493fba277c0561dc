import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FrameLocator, Page } from 'playwright-core';
import { tempFolder } from '../temp-folder.ts';
import { blockLines, dragOnto, makeEmail, writeInto } from './email-editing.ts';
import { publish } from './flow-editing.ts';
import { abandonedCheckout } from './payloads.ts';
import { startRunningDemo } from './running-demo.ts';
import type { RunningDemo } from './running-demo.ts';
import { openWatchedBrowser } from './watched-browser.ts';
import type { WatchedBrowser } from './watched-browser.ts';

jest.setTimeout(180_000);

const reader = 'reader@newcomer.example';
const folder = tempFolder();
let running: RunningDemo;
let watched: WatchedBrowser;
let page: Page;

const admin = (): FrameLocator => page.frameLocator('iframe[data-app]');

const openAdmin = async (path: string): Promise<FrameLocator> => {
  await page.goto(`/demo/admin${path}`);
  await admin().getByRole('heading', { level: 1 }).first().waitFor();
  return admin();
};

beforeAll(async () => {
  running = await startRunningDemo(folder.path);
  watched = await openWatchedBrowser(running.demo.baseUrl);
  page = watched.page;
});

afterAll(async () => {
  await watched.close();
  await running.stop();
  folder.remove();
});

const toasted = (words: string): Promise<void> => page.locator('[data-toasts]', { hasText: words }).waitFor();

describe('an email of one’s own in a flow', () => {
  it('has its blocks dragged, and is published', async () => {
    const app = await openAdmin('/flows/emails?from=checkout-1');
    await makeEmail(app, 'Our words');
    await writeInto(app, /^Heading/, 'First words');
    await dragOnto(app, page, { block: /^Move Button/, onto: /^Heading/ });
    expect((await blockLines(app)).slice(0, 2)).toEqual([
      'Button: Return to your cart',
      'Heading: First words',
    ]);

    await app.getByRole('button', { name: 'Publish', exact: true }).click();
    await toasted('Version 1 is published');
  });

  it('is what people get once a step names it', async () => {
    const app = await openAdmin('/flows/abandoned-checkout/edit');
    await app.getByRole('button', { name: /^Email: Checkout reminder, first/ }).click();
    await app.getByLabel('Email', { exact: true }).selectOption({ label: 'Our words (yours, version 1)' });
    await app.getByText('Sends version 1.').waitFor();
    await publish(app, page, 2);

    const at = await running.now();
    expect(await running.webhook('checkouts/create', abandonedCheckout(reader, at), { at })).toBe(200);
    await running.clock('PT31M');

    const [mail] = await running.outbox(reader);
    expect(mail?.html).toContain('First words');
  });

  it('published anew changes nothing until the step names the new version', async () => {
    const mails = await openAdmin('/flows/emails/our-words');
    await writeInto(mails, /^Heading/, 'Second words');
    await mails.getByRole('button', { name: 'Publish', exact: true }).click();
    await toasted('Version 2 is published');
    await mails.getByRole('link', { name: 'Abandoned checkout: version 1' }).click();
    const app = admin();
    await app.getByRole('button', { name: /^Email: Our words, version 1/ }).click();

    await app.getByRole('button', { name: 'Send version 2' }).click();
    await publish(app, page, 3);

    await openAdmin('/flows/abandoned-checkout/versions');
    await app.getByRole('button', { name: 'Compare' }).first().click();
    const change = app.getByText('Email: Our words, version 2 → Email: Our words, version 1');
    await change.waitFor();
    expect(await change.count()).toBe(1);
  });
});

describe('the keyboard alone', () => {
  const key = async (...keys: readonly string[]): Promise<void> => {
    for (const one of keys) await page.keyboard.press(one);
  };

  it('makes a whole flow: takes out what is there, adds a wait, a branch, a mail in each way, and publishes', async () => {
    const app = await openAdmin('/flows/replenishment/edit');
    const steps = app.locator('.enc-step');
    await steps.first().waitFor();
    for (let left = await steps.count(); left > 0; left = await steps.count()) {
      // A branch takes what is in it along.
      await steps.first().focus();
      await key('Delete');
      await steps.nth(left - 1).waitFor({ state: 'detached' });
    }
    await app.getByRole('button', { name: /^Add a step/ }).focus();
    await key('Enter', 'Enter');
    await app.getByRole('button', { name: 'Wait 1 day' }).waitFor();
    await key('Escape', 'n', 'Tab', 'Tab', 'Enter');
    await app.getByRole('heading', { level: 2, name: 'Branch' }).waitFor();
    await key('Escape', 'Tab', 'Enter', 'Tab', 'Enter');
    await app.getByRole('heading', { level: 2, name: 'Send an email' }).waitFor();
    await page.keyboard.type('Checkout reminder, f');

    await app.getByRole('button', { name: /^Email: Checkout reminder, first/ }).waitFor();
    await key('Escape', 'ArrowUp');
    expect(await app.locator('.enc-step:focus').innerText()).toContain('Who has bought before?');
    const focused = () => app.locator('html').evaluate('document.activeElement.textContent');
    for (let tabs = 0; tabs < 40 && (await focused()) !== 'Publish'; tabs += 1) await key('Shift+Tab');
    await key('Enter');
    await app.getByText('Publish version 2').waitFor();
    await app.getByRole('button', { name: 'Publish' }).last().press('Enter');

    await toasted('Version 2 is live');
  });
});

describe('the console', () => {
  it('showed no error', () => {
    expect(watched.complaints()).toEqual([]);
  });
});
