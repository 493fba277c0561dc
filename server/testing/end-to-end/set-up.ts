import type { FrameLocator } from 'playwright-core';

/** From the opened Home of a demo, whose flows are live, to a shop that is set up: everything as it was filled in. */
export const setUp = async (app: FrameLocator): Promise<void> => {
  const right = app.getByRole('button', { name: 'Looks right' });
  await right.click();
  await app.getByLabel('Logo address').waitFor();
  await right.click();
  await app.getByRole('heading', { name: 'Get started' }).waitFor({ state: 'detached' });
};
