import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { FrameLocator, Page } from 'playwright-core';
import { tempFolder } from '../temp-folder.ts';
import { adminScreens, settled } from './admin-story.ts';
import { adminStates, enterState, leaveState } from './admin-states.ts';
import { axeFindings } from './axe.ts';
import { makeEmail } from './email-editing.ts';
import { openWithLongFlow } from './long-flow.ts';
import { startRunningDemo } from './running-demo.ts';
import type { RunningDemo } from './running-demo.ts';
import { openWatchedBrowser, overflow } from './watched-browser.ts';
import type { WatchedBrowser } from './watched-browser.ts';

jest.setTimeout(120_000);

const folder = tempFolder();
let running: RunningDemo;
let watched: WatchedBrowser;
let page: Page;

const admin = (): FrameLocator => page.frameLocator('iframe[data-app]');

const openAdmin = async (path: string): Promise<FrameLocator> => {
  await page.goto(`/demo/admin${path}`);
  await admin().getByRole('heading', { level: 1 }).first().waitFor();
  return admin();
};

beforeAll(async () => {
  running = await startRunningDemo(folder.path);
  watched = await openWatchedBrowser(running.demo.baseUrl);
  page = watched.page;
  await makeEmail(await openAdmin('/flows/emails?from=checkout-1'), 'Our words');
  await running.clock('P2D');
});

afterAll(async () => {
  await watched.close();
  await running.stop();
  folder.remove();
});

beforeEach(() => leaveState(page));

const widths = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
] as const;

describe.each(widths)('at $width pixels', (size) => {
  beforeAll(() => page.setViewportSize(size));

  describe.each(adminStates)('%s', (state) => {
    it.each(adminScreens)('"%s" says so: nothing to object to, nothing to push sideways', async (path) => {
      await enterState(page, state);
      const app = await openAdmin(path);
      if (state !== 'loading') await settled(app);

      expect(await axeFindings(app)).toEqual([]);
      expect(await overflow(app)).toBe(0);
    });
  });

  it.each(['Canvas', 'Outline'])('a flow of two hundred steps is whole as %s', async (view) => {
    await openWithLongFlow(page);
    const app = await openAdmin('/flows/abandoned-checkout/edit');
    await app.getByRole('button', { name: view, exact: true }).click();
    await app.locator('.enc-step').nth(199).waitFor();

    expect(await axeFindings(app)).toEqual([]);
    expect(await overflow(app)).toBe(0);
  });
});
