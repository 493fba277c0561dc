import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import type { Request } from 'express';
import type { Registry } from 'prom-client';
import { EncoreError } from '../../lib/errors.ts';

export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string };

export interface HealthDeps {
  /** Database reachable, a worker's heartbeat young enough. Must not throw for either. */
  checks(): Promise<Readiness>;
  readonly registry: Registry;
  readonly metricsToken: string | undefined;
}

const sameSecret = (given: string, expected: string): boolean => {
  const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digestOf(given), digestOf(expected));
};

/** A proxy on this machine would make the whole world look local: what it forwards doesn't count as loopback. */
const isLoopback = (request: Request): boolean =>
  /^(::1|(::ffff:)?127\..*)$/.test(request.socket.remoteAddress ?? '') &&
  request.headers['x-forwarded-for'] === undefined &&
  request.headers.forwarded === undefined;

const mayReadMetrics = (request: Request, token: string | undefined): boolean => {
  if (isLoopback(request)) return true;
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return token !== undefined && given !== undefined && sameSecret(given, token);
};

export const createHealthRouter = (deps: HealthDeps): Router => {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const readiness = await deps.checks();
    response.status(readiness.ready ? 200 : 503).json(readiness);
  });
  router.get('/metrics', async (request, response) => {
    if (!mayReadMetrics(request, deps.metricsToken)) throw new EncoreError('not_found');
    response.type(deps.registry.contentType).send(await deps.registry.metrics());
  });
  return router;
};
