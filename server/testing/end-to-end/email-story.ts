import { describe, expect, it } from '@jest/globals';
import type { AdminStage } from './admin-stage.ts';
import { blockLines, liftByKeyboard, makeEmail, previewSays, waysOut, writeInto } from './email-editing.ts';

/** The address of the email that the story makes. */
export const storyEmail = '/flows/emails/our-words';

/** A merchant writes an email of their own. */
export const emailStory = (stage: () => AdminStage): void => {
  describe('an email of one’s own', () => {
    it('is written in place, is not left by accident, and is still there after a reload', async () => {
      const { page, openAdmin } = stage();
      const app = await openAdmin('/flows/emails?from=checkout-1');
      await makeEmail(app, 'Our words');
      await writeInto(app, /^Heading/, 'Still yours, if you like');
      await previewSays(app, page, 'Still yours, if you like');

      expect(await waysOut(app, page)).toEqual([]);
      // The copy on the device is a moment behind.
      await page.waitForTimeout(900);
      page.once('dialog', (dialog) => void dialog.accept());
      await page.reload();
      await app.getByRole('button', { name: 'Use them' }).click();

      expect((await blockLines(app))[0]).toBe('Heading: Still yours, if you like');
    });

    it('changes its order by keyboard, is saved, tried and published', async () => {
      const { page } = stage();
      const app = page.frameLocator('iframe[data-app]');
      await liftByKeyboard(app, page, /^Move Heading/);
      expect((await blockLines(app))[1]).toBe('Heading: Still yours, if you like');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.locator('[data-toasts]', { hasText: 'Draft saved' }).waitFor();

      await app.getByRole('button', { name: 'Send', exact: true }).click();
      await app.getByText('Sent to hello@lumen-goods.example').waitFor();
      await app.getByRole('button', { name: 'Publish', exact: true }).click();

      await page.locator('[data-toasts]', { hasText: 'Version 1 is published' }).waitFor();
      await app.getByText('No flow sends it yet.').waitFor();
    });
  });
};
