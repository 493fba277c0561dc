import { join, resolve } from 'node:path';
import { sleep } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import { createLogger } from '../../lib/logger.ts';
import { readConfig } from '../config.ts';
import { buildAdmin } from './install/build-admin.ts';
import { awaitPrimary } from './mongod/await-primary.ts';
import { cacheFolder } from './mongod/cache-folder.ts';
import { findMongod, realProbes } from './mongod/find-mongod.ts';
import { freePort } from './mongod/free-port.ts';
import { awaitReady } from './supervisor/await-ready.ts';
import { planMongod } from './supervisor/embedded-mongod.ts';
import { createPartLog } from './supervisor/part-log.ts';
import { demoEnvironment, demoShop, mongodPart, nodePart } from './supervisor/part-plans.ts';
import { demoSecrets } from './supervisor/secrets.ts';
import type { Secrets } from './supervisor/secrets.ts';
import type { Settings } from './supervisor/settings.ts';
import type { Supervisor } from './supervisor/supervisor.ts';

const root = resolve(import.meta.dirname, '../../..');

export interface RunDeps {
  readonly settings: Settings;
  readonly supervisor: Supervisor;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  /** Called with what has to be closed at the end. */
  readonly onClose: (close: () => Promise<void>) => void;
}

export interface Running {
  readonly mongodbUri: string;
  readonly secrets: Secrets | undefined;
}

const startMongod = async ({ settings, supervisor, say, signal }: RunDeps): Promise<string> => {
  if (settings.mongodbUri !== undefined) return settings.mongodbUri;
  const { binary, version } = await findMongod(realProbes(say, signal));
  const mongod = await planMongod(settings.dataDir);
  say(`starting MongoDB ${version} on port ${mongod.port}`);
  const log = createPartLog({ file: join(settings.dataDir, 'logs/mongod.log'), onFatal: say });
  supervisor.start(mongodPart({ binary, args: mongod.args, log }));
  await awaitPrimary(mongod.port);
  return mongod.uri;
};

/** Waits until the shop has the app; nothing to wait for in production. */
type Installed = () => Promise<void>;

const giveUp = async (signal: AbortSignal): Promise<never> => {
  await sleep(60_000, signal);
  throw new EncoreError('start_failed', { message: 'the demo shop could not install Encore within 60 s' });
};

const startDemoStore = async (deps: RunDeps, secrets: Secrets, port: number): Promise<Installed> => {
  const { settings, say, signal, onClose } = deps;
  const module = await import('./demo-store/start-demo-store.ts');
  say('starting the demo store');
  const store = await module.startDemoStore({
    port,
    dataDir: settings.dataDir,
    shop: demoShop,
    apiKey: secrets.apiKey,
    apiSecret: secrets.apiSecret,
    appUrl: settings.baseUrl,
    storeUrl: `${settings.baseUrl}/demo/store`,
    logger: createLogger({
      level: 'warn',
      name: 'demo-store',
      file: join(settings.dataDir, 'logs/demo-store.log'),
    }),
  });
  onClose(store.close);
  return () => Promise.race([store.installed, giveUp(signal)]);
};

interface Prepared {
  readonly env: NodeJS.ProcessEnv;
  readonly secrets: Secrets | undefined;
  /** Starts the far side; nothing in production. */
  readonly far: () => Promise<Installed>;
}

const prepare = async (deps: RunDeps): Promise<Prepared> => {
  const { settings } = deps;
  if (!settings.isDemo) return { env: {}, secrets: undefined, far: async () => async () => undefined };
  const secrets = await demoSecrets(settings.dataDir);
  const port = await freePort();
  const env = demoEnvironment({ settings, secrets, demoStoreUrl: `http://127.0.0.1:${port}` });
  return { env, secrets, far: () => startDemoStore(deps, secrets, port) };
};

const startNodeParts = (deps: RunDeps, env: NodeJS.ProcessEnv): void => {
  const { settings, supervisor, say } = deps;
  const folder = cacheFolder();
  for (const name of ['web', 'worker'] as const) {
    const file = join(settings.dataDir, `logs/${name}.log`);
    const log = settings.isDemo ? createPartLog({ file, onFatal: say }) : undefined;
    supervisor.start(nodePart({ name, env, cacheFolder: folder, log }));
  }
};

/** Brings up whatever the environment doesn't name, in parallel where it can, and waits until it is ready. */
export const runEncore = async (deps: RunDeps): Promise<Running> => {
  const { settings, say, signal } = deps;
  const { env: added, secrets, far } = await prepare(deps);
  const env = { ...process.env, PORT: String(settings.port), DATA_DIR: settings.dataDir, ...added };
  // Fails here with every wrong variable at once rather than in a child.
  readConfig({ MONGODB_URI: 'mongodb://embedded', ...env });
  const [mongodbUri, , installed] = await Promise.all([
    startMongod(deps),
    buildAdmin({ root, say, signal }),
    far(),
  ]);
  if (signal.aborted) throw new EncoreError('start_failed', { message: 'stopped while starting' });
  say('starting web and worker');
  startNodeParts(deps, { ...env, MONGODB_URI: mongodbUri });
  await awaitReady({ baseUrl: settings.baseUrl, signal });
  await installed();
  return { mongodbUri, secrets };
};
