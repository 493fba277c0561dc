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
  await canvas.getByRole('button', { name: /^Who / }).focus();
  await page.keyboard.press('ArrowRight');
  const chosen = await canvas.locator('.enc-step:focus').innerText();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  return { before, chosen, after: await steps.allInnerTexts() };
};

/** Changes a wait, tries to leave, saves. Resolves to how many steps held the change after the try: one, if nothing was left. */
export const leaveUnsaved = async (app: FrameLocator, page: Page): Promise<number> => {
  await app.getByRole('button', { name: /30 hours/ }).click();
  await app.getByLabel('How long').fill('29');
  await page.getByRole('link', { name: 'Contacts', exact: true }).click();
  const held = await app.getByRole('button', { name: /29 hours/ }).count();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await app.getByRole('heading', { level: 1, name: 'Contacts' }).waitFor();
  return held;
};

/** Through the sheet that says what changes; done when the toast says so. */
export const publish = async (app: FrameLocator, page: Page, version: number): Promise<void> => {
  await app.getByRole('button', { name: 'Publish' }).first().click();
  await app.getByText(`Publish version ${version}`).waitFor();
  await app.getByRole('button', { name: 'Publish' }).last().click();
  await page.locator('[data-toasts]', { hasText: `Version ${version} is live` }).waitFor();
};
