import type { FrameLocator, Page } from 'playwright-core';
import { makeEmail } from '../../server/testing/end-to-end/email-editing.ts';
import { openWithLongFlow } from '../../server/testing/end-to-end/long-flow.ts';

interface Place {
  readonly page: Page;
  readonly app: FrameLocator;
}

export interface Visit {
  readonly name: string;
  readonly path: string;
  /** What has to be as it is before the screen is opened. */
  before?(place: Place): Promise<void>;
  /** There when the screen is. */
  readonly shows: string;
  /** What a person does there: clicks and keys. */
  use(place: Place): Promise<void>;
}

const tabThrough = async ({ page }: Place): Promise<void> => {
  for (let n = 0; n < 5; n += 1) await page.keyboard.press('Tab');
};

const editFlow = async ({ page, app }: Place): Promise<void> => {
  await app.getByRole('button', { name: /^Wait/ }).first().click();
  await app.getByLabel('How long').pressSequentially('12');
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await app.getByRole('button', { name: /^Send an email/ }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Delete');
};

const editEmail = async ({ page, app }: Place): Promise<void> => {
  const blocks = app.locator('.enc-block-name');
  await blocks.first().click();
  await app.getByRole('textbox', { name: 'Words' }).pressSequentially('Hello there');
  await blocks.nth(2).click();
  await app.getByRole('button', { name: 'Move down' }).click();
  await app.getByRole('button', { name: 'Duplicate' }).click();
  await app.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.keyboard.press('Control+z');
};

/** The screens that merchants come to most, and the ones with most on them. */
export const visits: readonly Visit[] = [
  { name: 'Home', path: '', shows: 'h2', use: tabThrough },
  { name: 'Flows', path: '/flows', shows: '[role="switch"]', use: tabThrough },
  { name: 'Contacts', path: '/contacts', shows: 'tbody tr', use: tabThrough },
  { name: 'Flow editor', path: '/flows/abandoned-checkout/edit', shows: '.enc-step', use: editFlow },
  {
    name: 'Flow editor, 200 steps',
    path: '/flows/abandoned-checkout/edit',
    before: ({ page }) => openWithLongFlow(page),
    shows: '.enc-step >> nth=199',
    use: editFlow,
  },
  { name: 'Email editor', path: '/flows/emails/our-words', shows: '.enc-mail', use: editEmail },
];

/** The email that is edited. */
export const prepareEmail = ({ app }: Place): Promise<void> => makeEmail(app, 'Our words');
