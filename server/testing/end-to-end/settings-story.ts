import { describe, expect, it } from '@jest/globals';
import type { AdminStage } from './admin-stage.ts';

/** How mails look, what they promise, and who changed it, told to a running demo. */
export const lookAndOfferStory = (stage: () => AdminStage): void => {
  const saved = async (words: string): Promise<void> => {
    const { page } = stage();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('[data-toasts]', { hasText: words }).waitFor();
  };

  describe('the look and the offers', () => {
    it('show a real mail in another colour before it is saved, and say what is hard to read', async () => {
      const { openAdmin } = stage();
      const app = await openAdmin('/settings/look');
      const mail = app.frameLocator('iframe');
      await mail.getByText('Lumen Goods').first().waitFor();

      await app.getByRole('textbox', { name: 'Color of buttons', exact: true }).fill('#808080');
      await app.getByText('Hard to read').waitFor();
      await mail.locator('[bgcolor="#808080"]').first().waitFor();
      await app.getByRole('textbox', { name: 'Color of buttons', exact: true }).fill('#0a5a3c');
      await app.getByText('Hard to read').waitFor({ state: 'detached' });
      await saved('Saved');

      await openAdmin('/settings/look');
      await mail.locator('[bgcolor="#0a5a3c"]').first().waitFor();
      expect(await app.getByRole('textbox', { name: 'Color of buttons', exact: true }).inputValue()).toBe(
        '#0a5a3c',
      );
    });

    it('make an offer, which is opened with its codes', async () => {
      const { openAdmin } = stage();
      const app = await openAdmin('/settings/offers/new');
      await app.getByLabel('Name').fill('Spring');
      await app.getByLabel('Percent off').fill('15');
      await saved('Offer created');

      await app.getByRole('heading', { level: 1, name: 'Spring' }).waitFor();
      await openAdmin('/settings/offers');
      await app.getByText('15% off · on everything · good for 7 days').waitFor();
      expect(await app.getByRole('link', { name: 'Spring' }).getAttribute('href')).toContain(
        '/offers/spring',
      );
    });

    it('are in the log of changes, which leads back to them', async () => {
      const { openAdmin } = stage();
      const app = await openAdmin('/settings/changes');
      await app.getByText('Saved settings: look').waitFor();
      await app.getByLabel('Changes of').selectOption({ label: 'Offers' });
      await app.getByText('Saved settings: look').waitFor({ state: 'detached' });

      await app.getByRole('link', { name: 'Spring' }).first().click();
      await app.getByRole('heading', { level: 1, name: 'Spring' }).waitFor();
      expect(await app.getByLabel('Percent off').inputValue()).toBe('15');
    });
  });
};
