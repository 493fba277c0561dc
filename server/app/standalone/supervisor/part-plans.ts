import { join } from 'node:path';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';
import type { PartLog } from './part-log.ts';
import type { PartPlan } from './part.ts';

export const demoShop = 'encore-demo.myshopify.com';

interface DemoEnvironment {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly demoStoreUrl: string;
}

/** What the demo adds to the environment of the production app; there is no other difference. */
export const demoEnvironment = ({ settings, secrets, demoStoreUrl }: DemoEnvironment): NodeJS.ProcessEnv => ({
  SHOPIFY_API_KEY: secrets.apiKey,
  SHOPIFY_API_SECRET: secrets.apiSecret,
  APP_URL: settings.baseUrl,
  ENCRYPTION_KEY: secrets.encryptionKey,
  ENCORE_DEMO: '1',
  DEMO_STORE_URL: demoStoreUrl,
  MAIL_TRANSPORT: 'outbox',
  LOG_LEVEL: 'warn',
});

interface NodePartOptions {
  readonly name: 'web' | 'worker';
  readonly env: NodeJS.ProcessEnv;
  readonly cacheFolder: string;
  readonly log: PartLog | undefined;
}

const scripts = { web: 'server/app/main.ts', worker: 'jobs/main.ts' };
/**
 * A worker reads and forgets: with the young generation that Node would take, it holds a hundred megabytes of rubbish more,
 * and is no faster. Wherever a worker is started, it is started so.
 */
export const workerFlags: readonly string[] = ['--max-semi-space-size=16'];

const stopWithin = { web: 3_000, worker: 4_000, mongod: 2_000 };

export const nodePart = ({ name, env, cacheFolder, log }: NodePartOptions): PartPlan => ({
  name,
  command: process.execPath,
  args: [
    ...(name === 'worker' ? workerFlags : []),
    '--import',
    join(import.meta.dirname, 'stop-with-parent.ts'),
    scripts[name],
  ],
  env: { NODE_COMPILE_CACHE: join(cacheFolder, 'compiled'), ...env },
  stopMs: stopWithin[name],
  log,
});

interface MongodPartOptions {
  readonly binary: string;
  readonly args: readonly string[];
  readonly log: PartLog;
}

export const mongodPart = ({ binary, args, log }: MongodPartOptions): PartPlan => ({
  name: 'mongod',
  command: binary,
  args,
  env: process.env,
  stopMs: stopWithin.mongod,
  log,
});
