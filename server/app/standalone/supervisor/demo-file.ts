import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writePrivateFile } from './write-private-file.ts';

/** What others read from DATA_DIR/demo.json; a contract (README, DESIGN §12). */
export interface DemoFile {
  readonly baseUrl: string;
  readonly shop: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly mongodbUri: string;
  readonly adminUrl: string;
  readonly outboxUrl: string;
  readonly storeUrl: string;
  /** `mongod` is null where MONGODB_URI names a server that isn't ours. */
  readonly pids: { readonly web: number; readonly worker: number; readonly mongod: number | null };
}

const pathOf = (dataDir: string): string => join(dataDir, 'demo.json');

export const writeDemoFile = (dataDir: string, demo: DemoFile): Promise<void> =>
  writePrivateFile(pathOf(dataDir), `${JSON.stringify(demo, null, 2)}\n`);

/** Gone while nothing runs: whoever waits for the file then waits for "ready". */
export const removeDemoFile = (dataDir: string): Promise<void> => rm(pathOf(dataDir), { force: true });
