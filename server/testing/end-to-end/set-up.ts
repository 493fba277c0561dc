import type { FrameLocator } from 'playwright-core';

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
