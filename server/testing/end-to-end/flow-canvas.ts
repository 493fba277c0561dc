import type { FrameLocator, Page } from 'playwright-core';

interface BranchAndBack {
  /** What the steps say before anything is added, and once all of it is taken back. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The step that the arrow to the right led to. */
  readonly chosen: string;
}

/** In the open editor: behind the first step a branch, in its first way a mail, into it and out again; no mouse. */
export const branchAndBack = async (app: FrameLocator, page: Page): Promise<BranchAndBack> => {
  const canvas = app.locator('.enc-canvas');
  const steps = canvas.locator('.enc-step');
  await steps.first().waitFor();
  const before = await steps.allInnerTexts();
  await steps.first().focus();
  await page.keyboard.press('n');
  await canvas.getByRole('button', { name: /^Branch/ }).press('Enter');
  await canvas.getByRole('button', { name: 'Add a step to Yes' }).press('Enter');
  await canvas.getByRole('button', { name: /^Send an email/ }).press('Enter');
  await canvas.getByRole('button', { name: /^Choose an email/ }).waitFor();
  await canvas.getByRole('button', { name: /^Question/ }).focus();
  await page.keyboard.press('ArrowRight');
  const chosen = await canvas.locator('.enc-step:focus').innerText();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  return { before, chosen, after: await steps.allInnerTexts() };
};
