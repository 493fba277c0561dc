import { describe, expect, it } from '@jest/globals';
import { Counter, Registry } from 'prom-client';
import { silentLogger } from '../../lib/logger.ts';
import { startHealthServer } from './health-server.ts';

const start = (port = 0, metricsToken?: string) => {
  const registry = new Registry();
  new Counter({ name: 'turns', help: 'Turns.', registers: [registry] }).inc(2);
  return startHealthServer({
    checks: async () => ({ ready: false, reason: 'the database can not be reached' }),
    registry,
    metricsToken,
    port,
    logger: silentLogger,
  });
};

describe('the port of a worker', () => {
  it('shows health, readiness with its reason, and figures; nothing else is there', async () => {
    const server = await start();
    const base = `http://127.0.0.1:${server.port}`;

    const [health, ready, metrics, other] = await Promise.all(
      ['/healthz', '/readyz', '/metrics', '/webhooks/shopify'].map((path) => fetch(base + path)),
    );

    expect([health, ready, metrics, other].map((answer) => answer?.status)).toEqual([200, 503, 200, 404]);
    expect(await ready?.json()).toEqual({ ready: false, reason: 'the database can not be reached' });
    expect(await metrics?.text()).toContain('turns 2');
    await server.close();
  });

  it('is taken once: a second process says so instead of running unseen', async () => {
    const server = await start();

    await expect(start(server.port)).rejects.toMatchObject({
      code: 'start_failed',
      message: `METRICS_PORT ${server.port} can't be used.`,
    });

    await server.close();
  });

  it('is free again once closed', async () => {
    const first = await start();
    await first.close();

    const second = await start(first.port);

    expect(second.port).toBe(first.port);
    await second.close();
  });
});
