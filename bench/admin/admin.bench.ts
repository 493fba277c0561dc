import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import { sleep } from '../../server/lib/clock.ts';
import { launchBrowser } from '../../server/testing/browser.ts';
import { startRunningDemo } from '../../server/testing/end-to-end/running-demo.ts';
import type { BenchContext, Benchmark } from '../harness/benchmark.ts';
import { figure } from '../harness/report.ts';
import type { Figure } from '../harness/report.ts';
import { say } from '../harness/say.ts';
import { quantile, rounded } from '../harness/statistics.ts';
import { readVitals, slowDown, watchVitals } from './vitals.ts';
import type { Vitals } from './vitals.ts';
import { prepareEmail, visits } from './visits.ts';
import type { Visit } from './visits.ts';

const slowerBy = 4;
/** What happens after the last key is still counted, such as a preview that pushes something aside. */
const afterMs = 1000;

const appFrame = async (page: Page): Promise<Frame> => {
  const element = await page.locator('iframe[data-app]').elementHandle();
  const frame = await element?.contentFrame();
  if (frame === null || frame === undefined) throw new Error('the admin has no frame');
  return frame;
};

/** A browser window of its own: nothing is cached that a merchant's first visit would have to load. */
const look = async (browser: Browser, baseURL: string, visit: Visit): Promise<Vitals> => {
  const context = await browser.newContext({ baseURL, viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(60_000);
  try {
    await context.addInitScript(watchVitals);
    const page = await context.newPage();
    const place = { page, app: page.frameLocator('iframe[data-app]') };
    await slowDown(page, slowerBy);
    await visit.before?.(place);
    await page.goto(`/demo/admin${visit.path}`);
    await place.app.locator(visit.shows).first().waitFor();
    await sleep(afterMs);
    await visit.use(place);
    await sleep(afterMs);
    return await readVitals(await appFrame(page));
  } finally {
    await context.close();
  }
};

const openDemo = async ({ onEnd }: BenchContext) => {
  const folder = await mkdtemp(join(tmpdir(), 'encore-bench-admin-'));
  onEnd(() => rm(folder, { recursive: true, force: true }));
  const demo = await startRunningDemo(folder);
  onEnd(demo.stop);
  const browser = await launchBrowser();
  onEnd(() => browser.close());
  const { baseUrl } = demo.demo;
  const page = await browser.newPage({ baseURL: baseUrl });
  await page.goto('/demo/admin/flows/emails?from=checkout-1');
  await prepareEmail({ page, app: page.frameLocator('iframe[data-app]') });
  await page.close();
  await demo.clock('P1D');
  return { browser, baseUrl };
};

/** The 75th of a hundred visits, as it is reckoned everywhere. */
const usual = (values: readonly number[]): number => quantile(values, 0.75);

const figuresOf = (name: string, { lcpMs, cls, inpMs }: Vitals): readonly Figure[] => [
  figure(`${name}, LCP`, lcpMs, 'ms'),
  figure(`${name}, CLS`, cls, 'of the window'),
  figure(`${name}, INP`, inpMs, 'ms'),
];

/** What a merchant waits for on a machine four times slower than this one. */
export const admin: Benchmark = async (context) => {
  const { browser, baseUrl } = await openDemo(context);
  const rounds = context.full ? 20 : 5;
  const seen = new Map<string, Vitals[]>(visits.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const visit of visits) {
      const vitals = await look(browser, baseUrl, visit);
      seen.get(visit.name)?.push(vitals);
      say(`admin: ${visit.name}: ${Math.round(vitals.lcpMs)} ms, ${rounded(vitals.cls)}, ${vitals.inpMs} ms`);
    }
  const told = [...seen].map(([name, all]) => ({
    name,
    lcpMs: usual(all.map(({ lcpMs }) => lcpMs)),
    cls: usual(all.map(({ cls }) => cls)),
    inpMs: usual(all.map(({ inpMs }) => inpMs)),
  }));
  const worst = (of: (vitals: Vitals) => number): number => rounded(Math.max(...told.map(of)));
  return {
    name: 'admin',
    figures: told.flatMap(({ name, ...vitals }) => figuresOf(name, vitals)),
    ratios: [
      { name: 'lcp-seconds', value: worst(({ lcpMs }) => lcpMs / 1000), goal: 1.5, better: 'lower' },
      { name: 'cls', value: worst(({ cls }) => cls), goal: 0.05, better: 'lower' },
      { name: 'inp-ms', value: worst(({ inpMs }) => inpMs), goal: 200, better: 'lower' },
    ],
  };
};
