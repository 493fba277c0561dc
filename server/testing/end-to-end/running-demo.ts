import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { commandOf } from '../../app/standalone/supervisor/process-list.ts';
import { freePort } from '../../app/standalone/mongod/free-port.ts';
import { monotonicMs } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import { eventually } from '../eventually.ts';
import { webhookHeaders } from '../fake-shopify/webhook-sender.ts';
import { demoSchema, outboxSchema, windingSchema } from './demo-contract.ts';
import type { Demo, OutboxMail, PartName, Winding } from './demo-contract.ts';
import { launchStart } from './launch-start.ts';
import type { Launch } from './launch-start.ts';

export interface WebhookOptions {
  /** Shop time the event happened at; the demo's now when left out. */
  readonly at?: Date | undefined;
  /** The same again for a delivery that is sent again. */
  readonly id?: string | undefined;
}

export interface RunningDemo {
  readonly demo: Demo;
  readonly port: number;
  readonly launch: Launch;
  /** demo.json as it is now: parts that were started again have new pids. */
  read(): Promise<Demo>;
  now(): Promise<Date>;
  /** Winds the shop's time and waits until the work due by then is done. */
  clock(duration: string): Promise<Winding>;
  outbox(to?: string): Promise<readonly OutboxMail[]>;
  /** The status of the answer, 0 when there was none. */
  webhook(topic: string, payload: object, options?: WebhookOptions): Promise<number>;
  /** `kill -9`; answers the pid it had. */
  kill(part: PartName): Promise<number>;
  /** SIGTERM; throws unless all of it is gone with exit code 0 within 10 s. */
  stop(): Promise<void>;
}

const stopWithinMs = 10_000;
const failed = (message: string, launch: Launch): EncoreError =>
  new EncoreError('internal_error', { message: `${message}\n${launch.said()}` });

export const readDemo = async (dataDir: string): Promise<Demo> =>
  demoSchema.parse(JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8')));

const awaitDemo = async (dataDir: string, launch: Launch): Promise<Demo> => {
  let hasEnded = false;
  void launch.ended.then(() => {
    hasEnded = true;
  });
  // The console, not the file: one that a killed run left is there before this one has begun.
  const isReady = (): boolean => /\] ready\n/.test(launch.said());
  await eventually(() => hasEnded || isReady(), 60_000).catch(() => undefined);
  if (!hasEnded && isReady()) return readDemo(dataDir);
  launch.signal('SIGTERM');
  throw failed('the demo did not become ready', launch);
};

const askJson = async (url: string, init: RequestInit = {}): Promise<unknown> => {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) {
    throw new EncoreError('internal_error', { message: `${url}: ${response.status} ${text.slice(0, 300)}` });
  }
  return JSON.parse(text);
};

const stopAll = async (launch: Launch, pids: readonly number[]): Promise<void> => {
  const startedMs = monotonicMs();
  launch.signal('SIGTERM');
  const code = await launch.ended;
  const tookMs = monotonicMs() - startedMs;
  if (code !== 0) throw failed(`exit code ${code ?? 'none'}`, launch);
  if (tookMs > stopWithinMs) throw failed(`took ${Math.round(tookMs)} ms to stop`, launch);
  for (const pid of pids) {
    const command = await commandOf(pid);
    if (command !== undefined) throw failed(`process ${pid} is still there: ${command}`, launch);
  }
};

const killPart = async (demo: Demo, part: PartName): Promise<number> => {
  const pid = demo.pids[part];
  // Between a death and the restart demo.json still names the dead; its number must not be somebody else's by now.
  if ((await commandOf(pid)) !== undefined) process.kill(pid, 'SIGKILL');
  return pid;
};

const clockNow = z.object({ now: z.iso.datetime() });
const json = { 'content-type': 'application/json' };

/** Starts the real supervisor on `dataDir`, as `npm start` does, and waits until it is ready. */
export const startRunningDemo = async (dataDir: string): Promise<RunningDemo> => {
  const port = await freePort();
  const launch = launchStart({ PORT: String(port), DATA_DIR: dataDir });
  const demo = await awaitDemo(dataDir, launch);
  const clockUrl = `${demo.baseUrl}/demo/clock`;
  const now = async (): Promise<Date> => new Date(clockNow.parse(await askJson(clockUrl)).now);

  const webhook: RunningDemo['webhook'] = async (topic, payload, { at, id = randomUUID() } = {}) => {
    const triggeredAt = (at ?? (await now())).toISOString();
    const body = JSON.stringify(payload);
    const headers = webhookHeaders({ id, eventId: id, topic, body, triggeredAt }, demo);
    const sent = fetch(`${demo.baseUrl}/webhooks/shopify`, { method: 'POST', headers, body });
    return sent.then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
  };

  return {
    demo,
    port,
    launch,
    read: () => readDemo(dataDir),
    now,
    clock: async (duration) => {
      const body = JSON.stringify({ advance: duration });
      return windingSchema.parse(await askJson(clockUrl, { method: 'POST', headers: json, body }));
    },
    outbox: async (to) => {
      const mails = outboxSchema.parse(await askJson(`${demo.baseUrl}/demo/outbox.json`));
      return to === undefined ? mails : mails.filter((mail) => mail.to === to);
    },
    webhook,
    kill: async (part) => killPart(await readDemo(dataDir), part),
    stop: async () => {
      const pids = await readDemo(dataDir).then(
        (latest) => Object.values(latest.pids),
        () => [],
      );
      await stopAll(launch, [launch.pid, ...pids]);
    },
  };
};
