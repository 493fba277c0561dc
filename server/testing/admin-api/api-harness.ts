import express from 'express';
import type { Express } from 'express';
import request from 'supertest';
import type { Test } from 'supertest';
import { silentLogger } from '../../lib/logger.ts';
import { createMemory, inMemoryServices, lumen, other } from './in-memory-services.ts';
import type { Memory } from './in-memory-services.ts';
import type { ApiServices } from '../../app/http/api/api-deps.ts';
import { createApiRouter } from '../../app/http/api/api-router.ts';
import { errorSchema } from '../../app/http/api/openapi.ts';

const tokens = new Map([
  ['lumen.good.token', lumen],
  ['other.good.token', other],
]);

export const createApiApp = (services: ApiServices): Express => {
  const app = express();
  app.set('query parser', 'simple');
  const verifySessionToken = async (token: string) => {
    const shop = tokens.get(token);
    return shop ? { shop, user: '42' } : null;
  };
  app.use('/api', createApiRouter({ services, verifySessionToken, logger: silentLogger }));
  return app;
};

export interface ApiHarness {
  readonly memory: Memory;
  readonly app: Express;
  get(path: string, token?: string): Test;
  patch(path: string, body: object): Test;
}

/** The API over services in memory, asked as the shop `lumen` unless told; for tests. */
export const createApiHarness = (): ApiHarness => {
  const memory = createMemory();
  const app = createApiApp(inMemoryServices(memory));
  return {
    memory,
    app,
    get: (path, token = 'lumen.good.token') =>
      request(app).get(`/api${path}`).set('Authorization', `Bearer ${token}`),
    patch: (path, body) =>
      request(app).patch(`/api${path}`).set('Authorization', 'Bearer lumen.good.token').send(body),
  };
};

export const codeOf = (body: unknown): string => errorSchema.parse(body).error.code;
export const fieldsOf = (body: unknown): Record<string, string> => errorSchema.parse(body).error.fields ?? {};
