import type { FrameLocator, Page } from 'playwright-core';

/** Sets a demo's shop up with everything as it was filled in; answers the headings of Home when it is opened once more. */
export const setUp = async (openHome: () => Promise<FrameLocator>): Promise<readonly string[]> => {
  const app = await openHome();
  const right = app.getByRole('button', { name: 'Looks right' });
  await right.click();
  await app.getByLabel('Logo address').waitFor();
  await right.click();
  await app.getByRole('heading', { name: 'Get started' }).waitFor({ state: 'detached' });
  const again = await openHome();
  await again.getByRole('heading', { name: 'Last 30 days' }).waitFor();
  return again.getByRole('heading').allTextContents();
};

/** The first flow of the list, off and on again: what its switch said before, and once the page was loaded anew. */
export const switchThere = async (
  page: Page,
  app: FrameLocator,
): Promise<Record<'before' | 'after', string>> => {
  const before = (await app.getByRole('switch').first().getAttribute('aria-label')) ?? '';
  const title = before.replace(/: on$/, '');

  await app.getByRole('switch', { name: `${title}: on` }).click();
  await page.locator('[data-toasts]', { hasText: `${title} is off` }).waitFor();
  await page.reload();
  await app.getByRole('switch', { name: `${title}: off` }).click();
  await page.locator('[data-toasts]', { hasText: `${title} is on` }).waitFor();
  await page.reload();

  await app.getByRole('switch').first().waitFor();
  return { before, after: (await app.getByRole('switch').first().getAttribute('aria-label')) ?? '' };
};
