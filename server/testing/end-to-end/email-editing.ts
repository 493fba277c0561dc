import type { FrameLocator, Page } from 'playwright-core';
import { eventually } from '../eventually.ts';

/** Makes one of a template that comes with Encore, and opens it. */
export const makeEmail = async (app: FrameLocator, name: string): Promise<void> => {
  await app.getByLabel('Name').fill(name);
  await app.getByRole('button', { name: 'Make it', exact: true }).click();
  await app.getByRole('list', { name: 'Blocks' }).waitFor();
};

/** What the blocks say, in their order. */
export const blockLines = (app: FrameLocator): Promise<readonly string[]> =>
  app.locator('.enc-block-name').allInnerTexts();

/** Opens the block and writes into it. */
export const writeInto = async (app: FrameLocator, block: RegExp, words: string): Promise<void> => {
  await app.getByRole('button', { name: block }).first().click();
  await app.getByRole('textbox', { name: 'Words' }).fill(words);
};

/** The first block, by its handle, with the keys that a drag has: space, the arrows, space. */
export const liftByKeyboard = async (app: FrameLocator, page: Page, block: RegExp): Promise<void> => {
  const handle = app.getByRole('button', { name: block }).first();
  await handle.focus();
  const said = (words: RegExp): Promise<void> =>
    app.locator('[aria-live="assertive"]', { hasText: words }).first().waitFor({ state: 'attached' });
  await page.keyboard.press('Space');
  await said(/lifted|over position/);
  await page.keyboard.press('ArrowDown');
  await said(/over position 2/);
  await page.keyboard.press('Space');
  await said(/put down/);
};

/** By its handle, with the mouse: onto the place of another block. */
export const dragOnto = async (
  app: FrameLocator,
  page: Page,
  { block, onto }: { readonly block: RegExp; readonly onto: RegExp },
): Promise<void> => {
  const from = await app.getByRole('button', { name: block }).first().boundingBox();
  const to = await app.getByRole('button', { name: onto }).first().boundingBox();
  if (from === null || to === null) throw new TypeError('the blocks are not there');
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, to.y + 12, { steps: 8 });
  await page.mouse.up();
};

/** The mail that is shown beside the blocks says so. Nothing runs in its frame, no locator either, so it is read at its address. */
export const previewSays = async (app: FrameLocator, page: Page, words: string): Promise<void> => {
  const frame = app.locator('iframe.enc-mail');
  await frame.waitFor();
  await eventually(async () => {
    const answer = await page.request.get((await frame.getAttribute('src')) ?? '');
    return (await answer.text()).includes(words);
  });
};

/** Every way out of a page that isn't saved; resolves to the ways that led out. */
export const waysOut = async (app: FrameLocator, page: Page): Promise<readonly string[]> => {
  const ways: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['navigation', () => page.getByRole('link', { name: 'Contacts', exact: true }).click()],
    ['back action', () => app.getByRole('link', { name: 'Emails', exact: true }).click()],
    ['browser', () => page.evaluate('history.back()')],
  ];
  const out: string[] = [];
  for (const [way, go] of ways) {
    await go();
    await page.waitForTimeout(150);
    if ((await app.getByRole('list', { name: 'Blocks' }).count()) === 0) out.push(way);
  }
  return out;
};
