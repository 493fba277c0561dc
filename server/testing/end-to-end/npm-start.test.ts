import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { freePort } from '../../app/standalone/mongod/free-port.ts';
import { commandOf } from '../../app/standalone/supervisor/process-list.ts';
import { monotonicMs } from '../../lib/clock.ts';
import { eventually } from '../eventually.ts';
import { tempFolder } from '../temp-folder.ts';
import { abandonedCheckout } from './payloads.ts';
import { launchStart } from './launch-start.ts';
import { readDemo, startRunningDemo } from './running-demo.ts';
import type { RunningDemo } from './running-demo.ts';

jest.setTimeout(120_000);

const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');
const status = async (url: string): Promise<number> => {
  const response = await fetch(url).catch(() => undefined);
  await response?.arrayBuffer();
  return response?.status ?? 0;
};

describe('npm start on a fresh data folder', () => {
  const folder = tempFolder();
  let running: RunningDemo;

  beforeAll(async () => {
    running = await startRunningDemo(folder.path);
  });

  afterAll(async () => {
    await running.stop();
    folder.remove();
  });

  it('says where everything is, on the console and in a private demo.json', async () => {
    const { demo } = running;

    const { mode } = await stat(join(folder.path, 'demo.json'));

    expect(mode & 0o777).toBe(0o600);
    expect(demo.baseUrl).toBe(`http://localhost:${running.port}`);
    for (const url of [demo.adminUrl, demo.outboxUrl, demo.storeUrl]) {
      expect(running.launch.said()).toContain(url);
      expect(await status(url)).toBe(200);
    }
  });

  it('is alive, ready and measured', async () => {
    const metrics = await (await fetch(`${running.demo.baseUrl}/metrics`)).text();

    expect(await status(`${running.demo.baseUrl}/healthz`)).toBe(200);
    expect(await status(`${running.demo.baseUrl}/readyz`)).toBe(200);
    expect(metrics).toMatch(/^# TYPE \w+ (counter|gauge|histogram)$/m);
  });

  it('answers webhooks by the letter of the contract', async () => {
    const { demo } = running;
    const post = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${demo.baseUrl}/webhooks/shopify`, { method: 'POST', headers, body: '{}' })).status;

    expect(await post({})).toBe(401);
    expect(await post({ 'x-shopify-hmac-sha256': 'd3Jvbmc=' })).toBe(401);
    expect(await running.webhook('', {})).toBe(400);
    expect(await running.webhook('a_topic/nobody_knows', {})).toBe(200);
    expect(await running.webhook('orders/create', { note: 'x'.repeat(5 * 2 ** 20) })).toBe(413);
  });

  it('refuses a second start on the same data folder in one line', async () => {
    const second = launchStart({ PORT: String(await freePort()), DATA_DIR: folder.path });

    const code = await second.ended;

    expect(code).toBe(1);
    expect(lines(second.said())).toHaveLength(1);
    expect(second.said()).toContain(`already running on ${folder.path}`);
    expect(await status(`${running.demo.baseUrl}/readyz`)).toBe(200);
  });

  it.each(['web', 'worker', 'mongod'] as const)('starts %s again after kill -9', async (part) => {
    const pid = await running.kill(part);

    await eventually(async () => (await running.read()).pids[part] !== pid, 60_000);
    await eventually(async () => (await status(`${running.demo.baseUrl}/readyz`)) === 200, 60_000);

    const { pids } = await running.read();
    expect(await commandOf(pids[part])).toBeDefined();
    expect(await commandOf(pid)).toBeUndefined();
    expect({ ...(await running.read()), pids }).toEqual({ ...running.demo, pids });
  });
});

describe('npm start, stopped and started again', () => {
  const folder = tempFolder();

  afterAll(() => {
    folder.remove();
  });

  it('stops within 10 s leaving nothing, and keeps outbox and clock', async () => {
    const first = await startRunningDemo(folder.path);
    const at = await first.now();
    expect(
      await first.webhook('checkouts/create', abandonedCheckout('ada@restart.example', at), { at }),
    ).toBe(200);
    await first.clock('PT31M');
    const before = await first.outbox('ada@restart.example');
    const woundTo = await first.now();

    await first.stop();

    expect(await readDemo(folder.path).catch(() => 'gone')).toBe('gone');
    expect(await status(`${first.demo.baseUrl}/healthz`)).toBe(0);

    const second = await startRunningDemo(folder.path);
    const after = await second.outbox('ada@restart.example');
    const now = await second.now();
    await second.stop();

    expect(before).toHaveLength(1);
    expect(after).toEqual(before);
    expect(now.getTime()).toBeGreaterThanOrEqual(woundTo.getTime());
    expect(second.demo.apiSecret).toBe(first.demo.apiSecret);
  });

  it('takes over from a start that was killed, and from the parts it left', async () => {
    const first = await startRunningDemo(folder.path);
    const left = Object.values(first.demo.pids);
    first.launch.signal('SIGKILL');
    await first.launch.ended;

    const second = await startRunningDemo(folder.path);
    const stillThere = await Promise.all(left.map(commandOf));
    await second.stop();

    expect(stillThere).toEqual([undefined, undefined, undefined]);
  });
});

describe('npm start that can not be', () => {
  const folder = tempFolder();

  afterAll(() => {
    folder.remove();
  });

  it('says in one line that the port is taken', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const address = other.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;

    const start = launchStart({ PORT: String(port), DATA_DIR: folder.path });
    const code = await start.ended;
    other.close();

    expect(code).toBe(1);
    expect(lines(start.said())).toHaveLength(1);
    expect(start.said()).toContain(`port ${port}`);
  });

  it('names every wrong variable of a production environment at once', async () => {
    const start = launchStart({
      DATA_DIR: folder.path,
      PORT: 'http',
      SHOPIFY_API_KEY: 'key',
      MONGODB_URI: 'postgres://me:hunter2@db',
      APP_URL: 'nowhere',
      ENCRYPTION_KEY: 'short',
    });
    const startedMs = monotonicMs();

    const code = await start.ended;

    expect(code).toBe(1);
    expect(monotonicMs() - startedMs).toBeLessThan(30_000);
    for (const name of ['PORT', 'MONGODB_URI', 'SHOPIFY_API_SECRET', 'APP_URL', 'ENCRYPTION_KEY']) {
      expect(start.said()).toContain(`${name}:`);
    }
    expect(start.said()).not.toContain('hunter2');
  });
});
