import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { noInput } from './no-input.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';

export const errorSchema = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      fields: z.record(z.string(), z.string()).optional(),
    }),
  })
  .meta({ id: 'Error' });

const problem = (description: string) => ({
  description,
  content: { 'application/json': { schema: errorSchema } },
});

const everyProblem = {
  400: problem('The request does not match its schema; `fields` says where.'),
  401: problem('The session token is missing or not valid; ask App Bridge for a new one.'),
  403: problem('The shop has not installed Encore.'),
  404: problem('There is nothing here.'),
  500: problem('Something went wrong on our side.'),
};

const conflict = {
  409: problem('Changed in the meantime, or not possible in this state; `fields` says more.'),
};
const invalidProgram = { 422: problem('The program does not parse; `fields` says where.') };
const tooLarge = { 413: problem('The body is larger than 100 kB.') };

const idempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .optional()
  .meta({ description: 'Writes answer a repeated request like the first one.' });

const operationOf = (route: ApiRoute): ZodOpenApiOperationObject => {
  const writes = route.method !== 'get';
  return {
    operationId: route.name,
    summary: route.summary,
    requestParams: {
      ...(route.params instanceof z.ZodObject && { path: route.params }),
      ...(route.query instanceof z.ZodObject && { query: route.query }),
      ...(writes && { header: z.object({ 'Idempotency-Key': idempotencyKey }) }),
    },
    ...(writes && {
      requestBody: { required: true, content: { 'application/json': { schema: route.body } } },
    }),
    responses: {
      200: {
        description: 'Done.',
        content: { [route.download?.media ?? 'application/json']: { schema: route.answer } },
      },
      ...everyProblem,
      ...(writes && { ...conflict, ...tooLarge, ...invalidProgram }),
    },
  };
};

const pathsOf = (routes: readonly ApiRoute[]): ZodOpenApiPathsObject => {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = `/api${route.path.replaceAll(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return paths;
};

const describe = (routes: readonly ApiRoute[]): Record<string, unknown> & { openapi: string } => ({
  ...createDocument({
    openapi: '3.1.0',
    info: { title: 'Encore', version: '1', description: 'What the admin does, for programs.' },
    security: [{ sessionToken: [] }],
    components: {
      securitySchemes: { sessionToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
    paths: pathsOf(routes),
  }),
});

/** The routes given, and the one that describes them all, itself included. */
export const withOpenApi = (routes: readonly ApiRoute[]): readonly ApiRoute[] => {
  const own: ApiRoute = defineRoute({
    ...noInput,
    method: 'get',
    path: '/openapi.json',
    name: 'readOpenApi',
    summary: 'This document.',
    answer: z.looseObject({ openapi: z.string() }),
    handle: async () => document,
  });
  const all: readonly ApiRoute[] = [...routes, own];
  const document = describe(all);
  return all;
};
