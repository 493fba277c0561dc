import { describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Express } from 'express';
import { Counter, Registry } from 'prom-client';
import request from 'supertest';
import { silentLogger } from '../../lib/logger.ts';
import { createErrorHandler } from './errors.ts';
import { createHealthRouter } from './health.ts';
import type { Readiness } from './health.ts';

const createApp = (readiness: Readiness, metricsToken?: string): Express => {
  const registry = new Registry();
  new Counter({ name: 'mails_sent', help: 'Mails sent.', registers: [registry] }).inc(3);
  const app = express();
  app.use(createHealthRouter({ checks: async () => readiness, registry, metricsToken }));
  app.use(createErrorHandler(silentLogger));
  return app;
};

describe('health', () => {
  it('is alive even when it is not ready', async () => {
    const answer = await request(createApp({ ready: false, reason: 'no worker' })).get('/healthz');

    expect(answer.status).toBe(200);
  });

  it('is ready when all its checks are', async () => {
    const answer = await request(createApp({ ready: true })).get('/readyz');

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ready: true });
  });

  it('says why it is not ready', async () => {
    const answer = await request(createApp({ ready: false, reason: 'no worker' })).get('/readyz');

    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({ ready: false, reason: 'no worker' });
  });
});

describe('metrics', () => {
  it('are open to this machine', async () => {
    const answer = await request(createApp({ ready: true })).get('/metrics');

    expect(answer.status).toBe(200);
    expect(answer.text).toContain('mails_sent 3');
  });

  it.each([undefined, 'Bearer wrong-token', 'the-right-token-of-ops'])(
    'do not exist for what a proxy forwards with %s',
    async (authorization) => {
      const call = request(createApp({ ready: true }, 'the-right-token-of-ops'))
        .get('/metrics')
        .set('X-Forwarded-For', '203.0.113.9');

      const answer = await (authorization === undefined ? call : call.set('Authorization', authorization));

      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain('mails_sent');
    },
  );

  it('are open from anywhere with the token', async () => {
    const answer = await request(createApp({ ready: true }, 'the-right-token-of-ops'))
      .get('/metrics')
      .set('X-Forwarded-For', '203.0.113.9')
      .set('Authorization', 'Bearer the-right-token-of-ops');

    expect(answer.status).toBe(200);
  });
});
