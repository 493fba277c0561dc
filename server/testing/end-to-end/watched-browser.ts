import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { launchBrowser } from '../browser.ts';

/** A browser that remembers everything a person at the console would have frowned at. */
export interface WatchedBrowser {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of pages and consoles, and requests to anywhere else. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

const isAtHome = (url: string, baseUrl: string): boolean =>
  url.startsWith(`${baseUrl}/`) || /^(data|blob|about):/.test(url);

const watch = (context: BrowserContext, baseUrl: string, complain: (line: string) => void): void => {
  context.on('request', (request) => {
    if (!isAtHome(request.url(), baseUrl)) complain(`asked elsewhere: ${request.url()}`);
  });
  context.on('weberror', (error) => complain(`page error: ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() === 'error') complain(`console: ${message.text()} (${message.location().url})`);
  });
};

export const openWatchedBrowser = async (baseUrl: string): Promise<WatchedBrowser> => {
  const browser: Browser = await launchBrowser();
  const context = await browser.newContext({ baseURL: baseUrl, viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(20_000);
  const seen: string[] = [];
  watch(context, baseUrl, (line) => seen.push(line));
  return {
    context,
    page: await context.newPage(),
    complaints: () => seen,
    close: () => browser.close(),
  };
};

/** How far a document can be pushed sideways. */
export const overflow = async (shown: Page | FrameLocator): Promise<number> => {
  const root = shown.locator('html');
  return Number(
    await root.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  );
};
