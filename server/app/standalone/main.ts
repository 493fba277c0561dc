import { realNow } from '../../lib/clock.ts';
import { createSteps } from './install/steps.mjs';
import { runEncore } from './run-encore.ts';
import type { Running } from './run-encore.ts';
import { prepareDataFolder } from './supervisor/data-folder.ts';
import { removeDemoFile } from './supervisor/demo-file.ts';
import { takeLock } from './supervisor/lock.ts';
import { onParentGone } from './supervisor/on-parent-gone.ts';
import { demoShop } from './supervisor/part-plans.ts';
import { requireFreePort } from './supervisor/ports.ts';
import { createRecord } from './supervisor/record.ts';
import type { RunRecord } from './supervisor/record.ts';
import { readSettings } from './supervisor/settings.ts';
import type { Settings } from './supervisor/settings.ts';
import { createShutdown } from './supervisor/shutdown.ts';
import type { Shutdown } from './supervisor/shutdown.ts';
import { reasonOf } from './supervisor/system-error.ts';
import { createSupervisor } from './supervisor/supervisor.ts';

const say = createSteps(Number(process.env['ENCORE_STARTED_AT'] ?? realNow().getTime()));
const tell = (error: unknown): void => {
  say(reasonOf(error));
};

const announce = async (settings: Settings, running: Running, record: RunRecord): Promise<void> => {
  const { baseUrl } = settings;
  if (running.secrets === undefined) return say(`ready on ${baseUrl}`);
  const { apiKey, apiSecret } = running.secrets;
  const adminUrl = `${baseUrl}/demo/admin`;
  const outboxUrl = `${baseUrl}/demo/outbox`;
  const storeUrl = `${baseUrl}/demo/store`;
  const { mongodbUri } = running;
  await record.ready({
    baseUrl,
    shop: demoShop,
    apiKey,
    apiSecret,
    mongodbUri,
    adminUrl,
    outboxUrl,
    storeUrl,
  });
  say(`ready\n  admin   ${adminUrl}\n  outbox  ${outboxUrl}\n  store   ${storeUrl}`);
};

const stopOnSignals = (shutdown: Shutdown): void => {
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => shutdown.begin(0));
  onParentGone(() => shutdown.begin(0));
  for (const name of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(name, (error: unknown) => {
      tell(error);
      shutdown.begin(1);
    });
  }
};

const start = async (settings: Settings, shutdown: Shutdown): Promise<void> => {
  await prepareDataFolder(settings.dataDir);
  const lock = await takeLock(settings.dataDir);
  shutdown.add(() => lock.release());
  await removeDemoFile(settings.dataDir);
  await requireFreePort(settings.port);
  const record = createRecord({ dataDir: settings.dataDir, lock, onError: tell });
  shutdown.add(() => record.remove());
  const far: (() => Promise<void>)[] = [];
  shutdown.add(async () => {
    for (const close of far) await close();
  });
  const supervisor = createSupervisor({
    say,
    onPids: () => record.pids(supervisor.pids()),
    onFailure: (line) => {
      say(line);
      shutdown.begin(1);
    },
  });
  shutdown.add(() => supervisor.stop());
  const onClose = (close: () => Promise<void>): void => {
    far.push(close);
  };
  const running = await runEncore({ settings, supervisor, say, signal: shutdown.signal, onClose });
  if (shutdown.signal.aborted) return;
  supervisor.markReady();
  await announce(settings, running, record);
};

const shutdown = createShutdown({ exit: process.exit, onError: tell });
stopOnSignals(shutdown);
try {
  await start(readSettings(process.env), shutdown);
} catch (error) {
  if (!shutdown.signal.aborted) tell(error);
  shutdown.begin(1);
}
