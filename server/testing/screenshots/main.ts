import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { sleep } from '../../lib/clock.ts';
import { launchBrowser } from '../browser.ts';
import { abandonedCheckout } from '../end-to-end/payloads.ts';
import { startRunningDemo } from '../end-to-end/running-demo.ts';
import type { RunningDemo } from '../end-to-end/running-demo.ts';
import { tempFolder } from '../temp-folder.ts';
import { furnish, scenes } from './scenes.ts';
import type { Scene, Stage } from './scenes.ts';

const folder = join(import.meta.dirname, '../../../docs/screenshots');
const sizes = [
  { width: 1280, height: 860 },
  { width: 390, height: 844 },
] as const;
/** A demo that has lived a few days has something to show. */
const days = 3;
/** Pictures, fonts and the last answer. */
const restMs = 1500;
const quality = 72;

const stageOf = (page: Page): Stage => ({ page, app: page.frameLocator('iframe[data-app]') });

const picture = async (page: Page): Promise<Buffer> => {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality });
  return Buffer.from(data, 'base64');
};

const shoot = async (stage: Stage, { name, path, before }: Scene): Promise<void> => {
  const { page, app } = stage;
  await page.goto(`/demo/admin${path}`);
  await app.getByRole('heading', { level: 1 }).first().waitFor();
  await before?.(stage);
  await sleep(restMs);
  const file = `${name}-${page.viewportSize()?.width ?? 0}.webp`;
  const image = await picture(page);
  await writeFile(join(folder, file), image);
  process.stderr.write(`${file}: ${Math.ceil(image.byteLength / 1000)} kB\n`);
};

const shootAll = async (browser: Browser, { demo }: RunningDemo): Promise<void> => {
  for (const viewport of sizes) {
    const context = await browser.newContext({ baseURL: demo.baseUrl, viewport, reducedMotion: 'reduce' });
    context.setDefaultTimeout(30_000);
    const stage = stageOf(await context.newPage());
    if (viewport === sizes[0]) await furnish(stage);
    for (const scene of scenes) await shoot(stage, scene);
    await context.close();
  }
};

/** The pictures of `docs/`, of a demo that is made for them: `npm run screenshots`. */
const main = async (): Promise<void> => {
  const data = tempFolder();
  const running = await startRunningDemo(data.path);
  try {
    // The demo's own customers leave checkouts as they like; one is left for certain.
    const at = await running.now();
    await running.webhook('checkouts/create', abandonedCheckout('ada@newcomer.example', at), { at });
    for (let day = 0; day < days; day += 1) await running.clock('P1D');
    await mkdir(folder, { recursive: true });
    const browser = await launchBrowser();
    try {
      await shootAll(browser, running);
    } finally {
      await browser.close();
    }
  } finally {
    await running.stop();
    data.remove();
  }
};

await main();
