import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FrameLocator, Page } from 'playwright-core';
import { tempFolder } from '../temp-folder.ts';
import { branchAndBack, leaveUnsaved, publish } from './flow-editing.ts';
import { abandonedCheckout } from './payloads.ts';
import { axeStory, narrowStory, settingsStory } from './admin-story.ts';
import { emailStory } from './email-story.ts';
import { lookAndOfferStory } from './settings-story.ts';
import { startRunningDemo } from './running-demo.ts';
import type { RunningDemo } from './running-demo.ts';
import { openWatchedBrowser, overflow } from './watched-browser.ts';
import type { WatchedBrowser } from './watched-browser.ts';
import { setUp, switchThere } from './set-up.ts';

jest.setTimeout(120_000);

const zelda = { email: 'zelda@newcomer.example', first: 'Zelda', last: 'Quist' };
const walter = 'walter@newcomer.example';
const greta = 'greta@newcomer.example';
// The admin shows no more of an address than it needs to.
const gretaInTheAdmin = 'g•••@newcomer.example';

const folder = tempFolder();
let running: RunningDemo;
let watched: WatchedBrowser;
let page: Page;

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

const stepsFor = async (email: string): Promise<readonly string[]> =>
  (await running.outbox(email)).map(({ step }) => step);

const wind = async (name: string): Promise<void> => {
  await page.getByRole('button', { name }).first().click();
  await page.locator('[data-wind-result]', { hasText: /\d+ sent/ }).waitFor({ timeout: 90_000 });
};

const admin = (): FrameLocator => page.frameLocator('iframe[data-app]');

const openAdmin = async (path: string): Promise<FrameLocator> => {
  await page.goto(`/demo/admin${path}`);
  await admin().getByRole('heading', { level: 1 }).first().waitFor();
  return admin();
};

const rowOf = (frame: FrameLocator, words: string) =>
  frame.getByRole('row').filter({ hasText: words }).first();

describe('a newcomer and the demo', () => {
  it('fills a cart, leaves an address at the checkout and walks away', async () => {
    const at = await running.now();
    const free = { ...abandonedCheckout(greta, at), total_price: '0.00' };
    expect(await running.webhook('checkouts/create', abandonedCheckout(walter, at), { at })).toBe(200);
    expect(await running.webhook('checkouts/create', free, { at })).toBe(200);

    await page.goto('/demo/store');
    await page
      .locator('a.card', { hasNot: page.locator('.flag') })
      .first()
      .click();
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.getByRole('link', { name: 'Check out' }).click();
    await page.getByLabel('Email', { exact: true }).fill(zelda.email);
    await page.getByLabel('First name').fill(zelda.first);
    await page.getByLabel('Last name').fill(zelda.last);
    await page.getByLabel('Email me with news and offers').check();
    await page.getByRole('button', { name: 'Leave it for now' }).click();

    await page.getByRole('heading', { name: 'You walked away' }).waitFor();
    expect(await page.locator('main').innerText()).toContain(zelda.email);
  });

  it('winds 30 minutes and reads the mail from every side', async () => {
    await page.locator('main').getByRole('button', { name: 'Wind 30 minutes' }).click();
    await page.getByRole('link', { name: 'Open the outbox' }).click({ timeout: 60_000 });
    await page.locator('a.mail', { hasText: zelda.email }).first().click();

    const view = async (name: string): Promise<void> => {
      await page.getByRole('navigation', { name: 'Views of this mail' }).getByRole('link', { name }).click();
      await page.locator('.tabs a[aria-current="page"]', { hasText: name }).waitFor();
    };
    await page
      .frameLocator('iframe')
      .getByRole('link', { name: /cart|checkout/i })
      .first()
      .waitFor();
    await view('Phone');
    await page
      .frameLocator('iframe')
      .getByRole('link', { name: /cart|checkout/i })
      .first()
      .waitFor();
    expect(await overflow(page.frameLocator('iframe'))).toBe(0);
    await view('Text');
    expect(await page.locator('pre').innerText()).toMatch(/Total: [\s\S]*\/recover\?key=/);
    await view('Headers');
    expect(await page.locator('table.headers').innerText()).toContain('List-Unsubscribe=One-Click');
    await view('Why');
    expect(await page.locator('.why').innerText()).toContain('Entered');
    expect(await page.locator('.gate .no').count()).toBe(0);
    expect(await stepsFor(zelda.email)).toEqual(['checkout-1']);
  });

  it('follows the mail back to the checkout and pays', async () => {
    await page.getByRole('link', { name: 'Desktop' }).click();
    const opened = watched.context.waitForEvent('page');
    await page
      .frameLocator('iframe')
      .getByRole('link', { name: /cart|checkout/i })
      .first()
      .click();
    const shop = await opened;

    await shop.getByText('Welcome back. Your cart is as you left it.').waitFor();
    expect(await shop.getByLabel('Email', { exact: true }).inputValue()).toBe(zelda.email);
    await shop.getByRole('button', { name: 'Pay now' }).click();
    await shop.getByRole('heading', { name: `Thank you, ${zelda.first}` }).waitFor();
    await shop.close();
  });

  it('looks at the unsubscribe page without anything changing', async () => {
    const [mail] = await running.outbox(walter);
    const link = /<(http[^>]+)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';

    await page.goto(link);

    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('Your emails from');
    expect(await page.getByRole('button', { name: 'Unsubscribe', exact: true }).isVisible()).toBe(true);
  });

  it('looks twice at something else, and is reminded of it four hours later', async () => {
    const told = () => page.waitForResponse((response) => response.url().endsWith('/events'));
    const look = async (): Promise<void> => {
      const [answer] = await Promise.all([told(), page.goto('/demo/store/products/birch-conditioner')]);
      expect(answer.status()).toBe(200);
    };
    await look();
    await page.goto('/demo/store');
    await look();
    await page.getByRole('button', { name: /stop remembering/ }).click();
    await page.goto('/demo/store/products/birch-conditioner');

    await running.clock('PT3H50M');
    expect(await stepsFor(zelda.email)).toEqual(['checkout-1']);
    await running.clock('PT15M');

    expect(await stepsFor(zelda.email)).toEqual(['checkout-1', 'browse-1']);
    expect((await running.outbox(zelda.email)).at(-1)?.flow).toBe('browse-abandonment');
  });

  it('winds 30 hours: no second mail after buying, one for the other who only looked at that page', async () => {
    await page.goto('/demo/store');
    await wind('+ 30 hours');

    expect(await stepsFor(zelda.email)).toEqual(['checkout-1', 'browse-1']);
    expect(await stepsFor(walter)).toEqual(['checkout-1', 'checkout-2']);
    const [mail] = await running.outbox(zelda.email);
    await page.goto(`/demo/outbox/${mail?.id ?? ''}?view=why`);
    expect(await page.locator('.decisions').innerText()).toMatch(/Exited[\s\S]*(Settled|Ordered|Bought)/i);
  });

  it('unsubscribes by the button, and no later checkout brings mail again', async () => {
    const [mail] = await running.outbox(walter);
    await page.goto(/<(http[^>]+)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '');
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByRole('heading', { name: 'You’re unsubscribed' }).waitFor();

    const at = await running.now();
    const again = {
      ...abandonedCheckout(walter, at),
      token: 'walters-second',
      cart_token: 'walters-second-cart',
    };
    expect(
      await running.webhook('checkouts/create', { ...again, buyer_accepts_marketing: false }, { at }),
    ).toBe(200);
    await running.clock('PT31M');

    expect(await stepsFor(walter)).toEqual(['checkout-1', 'checkout-2']);
  });
});

describe('a merchant in the admin', () => {
  it('sees four live flows with their numbers, and why people were not mailed', async () => {
    const app = await openAdmin('/flows');

    await app.getByRole('switch').nth(2).waitFor();
    expect(await app.getByRole('switch', { checked: true }).count()).toBe(4);
    expect(await app.getByRole('row').count()).toBe(7);
    await app.getByRole('link', { name: 'Abandoned checkout' }).click();
    await app.getByText('Bought in the meantime.').first().waitFor();
  });

  it('switches a flow off and on; a toast says so, and a reload shows it', async () => {
    const { before, after } = await switchThere(page, await openAdmin('/flows'));

    expect(after).toBe(before);
  });

  it('is set up in two presses, its answers filled in from the store', async () => {
    expect(await setUp(() => openAdmin(''))).not.toContain('Get started');
  });

  it('finds what was sent and what was skipped, with the reason', async () => {
    const app = await openAdmin('/messages');

    await rowOf(app, zelda.first).waitFor();
    expect(await rowOf(app, zelda.first).innerText()).toContain('Sent');
    await app.getByLabel('Status').selectOption({ label: 'Skipped' });
    await rowOf(app, gretaInTheAdmin).waitFor();
    expect(await rowOf(app, gretaInTheAdmin).innerText()).toContain('The total was zero.');
  });

  it('finds a customer by name and reads in one list what they did and what they got', async () => {
    const app = await openAdmin('/contacts');

    await app.getByLabel('Search contacts').fill(zelda.last.toLowerCase());
    await app.getByRole('link', { name: `${zelda.first} ${zelda.last}` }).click();

    await app.getByRole('heading', { level: 2, name: 'Timeline' }).waitFor();
    await app.getByText('Left: Abandoned checkout').waitFor();
    for (const line of [/^Ordered: #/, 'Email sent', 'Entered: Abandoned checkout', 'Was at the checkout'])
      expect(await app.getByText(line).count()).toBeGreaterThan(0);
  });

  it('changes the timing of a flow: nothing is left by accident, and publishing makes a version', async () => {
    const app = await openAdmin('/flows/abandoned-checkout');
    await app.getByRole('link', { name: 'Edit flow' }).click();
    expect(await leaveUnsaved(app, page)).toBe(1);

    await openAdmin('/flows/abandoned-checkout/edit');
    await app.getByRole('button', { name: /29 hours/ }).waitFor();
    await publish(app, page, 2);
    await openAdmin('/flows/abandoned-checkout/versions');
    await app.getByRole('button', { name: 'Make this live again' }).waitFor();
  });

  it('adds a branch and a mail in one of its ways on the canvas, with the keyboard alone, and takes both back', async () => {
    const app = await openAdmin('/flows/abandoned-checkout/edit');
    const { before, chosen, after } = await branchAndBack(app, page);
    expect(chosen).toContain('Choose an email');
    expect(after).toEqual(before);
    expect(await overflow(app)).toBe(0);
  });
});

settingsStory(() => ({ page, openAdmin }));
lookAndOfferStory(() => ({ page, openAdmin }));
emailStory(() => ({ page, openAdmin }));
axeStory(() => ({ page, openAdmin }));

describe('on a phone', () => {
  beforeAll(async () => {
    await page.setViewportSize({ width: 390, height: 844 });
  });

  it.each(['/demo/store', '/demo/store/cart', '/demo/store/account', '/demo/outbox'])(
    'nothing has to be pushed sideways at %s',
    async (path) => {
      await page.goto(path);

      expect(await overflow(page)).toBe(0);
    },
  );

  narrowStory(() => ({ page, openAdmin }));

  it('reads a mail without pushing sideways', async () => {
    const [mail] = await running.outbox(zelda.email);

    for (const view of ['desktop', 'phone', 'text', 'headers', 'why']) {
      await page.goto(`/demo/outbox/${mail?.id ?? ''}?view=${view}`);
      expect({ view, overflow: await overflow(page) }).toEqual({ view, overflow: 0 });
    }
  });
});

describe('the console', () => {
  it('showed no error on any page, and nothing was asked of anybody else', () => {
    expect(watched.complaints()).toEqual([]);
  });
});
