import { describe, expect, it } from '@jest/globals';
import type { FrameLocator } from 'playwright-core';
import { appPaths } from '../../app/http/document/app-paths.ts';
import { eventually } from '../eventually.ts';
import type { AdminStage } from './admin-stage.ts';
import { axeFindings } from './axe.ts';
import { storyEmail } from './email-story.ts';
import { overflow } from './watched-browser.ts';

const flowScreens = ['/flows/:flow', '/flows/:flow/edit', '/flows/:flow/versions'];

/** Lists whose first row leads to the screen of one thing. */
const rowScreens: Readonly<Record<string, string>> = {
  '/flows/products': '/flows/products/:product',
  '/contacts': '/contacts/:contact',
  '/messages': '/messages/:message',
};

/** The demo has no offer; its screen is the form of `/settings/offers/new` with something in it. */
const screensOfNothing = ['/settings/offers/:offer'];

/** Those with something in their address that the stories bring along themselves. */
const screensOfOne = [
  '/flows/emails/:email',
  ...flowScreens,
  ...Object.values(rowScreens),
  ...screensOfNothing,
];

/** Every screen whose address is known beforehand. */
export const adminScreens: readonly string[] = [
  ...appPaths.filter((path) => !path.includes(':')).map((path) => (path === '/' ? '' : path)),
  storyEmail,
  ...flowScreens.map((path) => path.replace(':flow', 'abandoned-checkout')),
];

/** What a merchant does in the settings, told to a running demo. */
export const settingsStory = (stage: () => AdminStage): void => {
  describe('the settings', () => {
    it('keep a limit that was saved, and are not left by accident before', async () => {
      const { page, openAdmin } = stage();
      const app = await openAdmin('/settings');
      await app.getByRole('link', { name: 'Sending hours and limits' }).click();
      await app.getByLabel('Emails a person gets at most').fill('6');

      await app.getByRole('link', { name: 'Settings' }).click();
      expect(await app.getByLabel('Emails a person gets at most').inputValue()).toBe('6');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await app.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();

      await openAdmin('/settings/limits');
      expect(await app.getByLabel('Emails a person gets at most').inputValue()).toBe('6');
    });

    it('bring flows into another order by dragging', async () => {
      const { page, openAdmin } = stage();
      const app = await openAdmin('/settings/order');
      const handle = app.getByRole('button', { name: /^Drag Cross-sell/ });
      const first = await app.getByRole('listitem').first().boundingBox();
      const from = await handle.boundingBox();
      if (first === null || from === null) throw new TypeError('the list is not there');

      await page.mouse.move(from.x + 8, from.y + 8);
      await page.mouse.down();
      await page.mouse.move(from.x + 8, first.y + 8, { steps: 6 });
      await page.mouse.up();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.locator('[data-toasts]', { hasText: 'Saved' }).waitFor();

      await openAdmin('/settings/order');
      await app.getByRole('listitem').first().waitFor();
      expect(await app.getByRole('listitem').first().innerText()).toContain('Cross-sell');
    });
  });
};

export const settled = async (app: FrameLocator): Promise<void> => {
  await eventually(async () => (await app.getByText('Loading').count()) === 0);
};

/** As wide as the window is now. */
export const narrowStory = (stage: () => AdminStage): void => {
  it.each(adminScreens)('nothing has to be pushed sideways in the admin at "%s"', async (path) => {
    const { page, openAdmin } = stage();
    const app = await openAdmin(path);
    await settled(app);

    expect(await overflow(page)).toBe(0);
    expect(await overflow(app)).toBe(0);
  });
};

/** No screen of the admin, full as the demo is, has anything that axe-core objects to. */
export const axeStory = (stage: () => AdminStage): void => {
  describe('for everybody', () => {
    it('no screen is left out', () => {
      const ofOne = appPaths.filter((path) => path.includes(':'));

      expect(ofOne.toSorted()).toEqual(screensOfOne.toSorted());
    });

    it.each(adminScreens)('axe-core objects to nothing at "%s"', async (path) => {
      const app = await stage().openAdmin(path);
      await settled(app);

      expect(await axeFindings(app)).toEqual([]);
    });

    it.each(Object.keys(rowScreens))(
      'axe-core objects to nothing behind the first row of %s',
      async (path) => {
        const app = await stage().openAdmin(path);
        const heading = app.getByRole('heading', { level: 1 });
        const before = await heading.innerText();
        await app.locator('table a').first().click();
        await heading.filter({ hasNotText: before }).waitFor();
        await settled(app);

        expect(await axeFindings(app)).toEqual([]);
      },
    );
  });
};
