import { beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { silentLogger } from '../../../lib/logger.ts';
import { inMemoryServices } from '../../../testing/admin-api/in-memory-services.ts';
import { createApiHarness } from '../../../testing/admin-api/api-harness.ts';
import type { ApiHarness } from '../../../testing/admin-api/api-harness.ts';
import { createApiRouter } from './api-router.ts';

let api: ApiHarness;

beforeEach(() => {
  api = createApiHarness();
});

const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))),
});
const layerSchema = z.object({
  route: z.object({ path: z.string(), methods: z.record(z.string(), z.boolean()) }).optional(),
});

describe('GET /api/openapi.json', () => {
  it('documents exactly the routes that are mounted', async () => {
    const verifySessionToken = async (): Promise<null> => null;
    const services = inMemoryServices(api.memory);
    const router = createApiRouter({ services, verifySessionToken, logger: silentLogger });
    const layers = z.array(layerSchema).parse(router.stack.map(({ route }) => ({ route })));

    const answer = await api.get('/openapi.json');

    const documented = Object.entries(documentSchema.parse(answer.body).paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    const mounted = layers.flatMap(({ route }) =>
      Object.keys(route?.methods ?? {}).map(
        (method) => `${method} /api${(route?.path ?? '').replaceAll(/:(\w+)/g, '{$1}')}`,
      ),
    );
    expect(documented.toSorted()).toEqual(mounted.toSorted());
    expect(documented).toContain('patch /api/flows/{flow}');
  });

  it('names its shapes and the way to sign in', async () => {
    const answer = await api.get('/openapi.json');

    const text = answer.text;
    for (const name of ['Flow', 'Message', 'MessageDetail', 'Shop', 'Overview', 'Error'])
      expect(text).toContain(`"#/components/schemas/${name}"`);
    expect(text).toContain('"sessionToken"');
  });
});
