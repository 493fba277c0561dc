import type { FrameLocator, Page } from 'playwright-core';
import { makeEmail } from '../end-to-end/email-editing.ts';

export interface Stage {
  readonly page: Page;
  readonly app: FrameLocator;
}

export interface Scene {
  /** Of the file. */
  readonly name: string;
  readonly path: string;
  /** Leads from the screen to what the picture is of. */
  before?(stage: Stage): Promise<void>;
}

const openFirstRow = async ({ app }: Stage): Promise<void> => {
  const heading = app.getByRole('heading', { level: 1 });
  const list = await heading.innerText();
  await app.locator('table a').first().click();
  await heading.filter({ hasNotText: list }).waitFor();
};

/** One picture for each thing that somebody who has never seen Encore asks after. */
export const scenes: readonly Scene[] = [
  { name: 'home', path: '' },
  { name: 'flows', path: '/flows' },
  {
    name: 'flow-editor',
    path: '/flows/abandoned-checkout/edit',
    before: ({ app }) => app.getByRole('button', { name: /30 hours/ }).click(),
  },
  {
    name: 'email-editor',
    path: '/flows/emails/our-reminder',
    before: async ({ app }) => {
      await app.getByRole('button', { name: /^Heading/ }).click();
      await app.locator('iframe.enc-mail').waitFor();
    },
  },
  { name: 'contacts', path: '/contacts' },
  { name: 'contact', path: '/contacts', before: openFirstRow },
  { name: 'message', path: '/messages', before: openFirstRow },
  { name: 'product', path: '/flows/products', before: openFirstRow },
];

/** What the demo doesn't bring: an email of the merchant's own. */
export const furnish = async ({ page, app }: Stage): Promise<void> => {
  await page.goto('/demo/admin/flows/emails?from=checkout-1');
  await makeEmail(app, 'Our reminder');
};
