import type { FrameLocator, Page } from 'playwright-core';

/** The demo's admin in a browser. */
export interface AdminStage {
  readonly page: Page;
  openAdmin(path: string): Promise<FrameLocator>;
}
