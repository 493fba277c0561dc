import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';

export const demoSchemaFile = join(import.meta.dirname, 'demo-schema.graphql');

/** The part of the Admin API that Encore asks for, so that a demo needs no download; `write-demo-schema.ts` writes it. */
export const demoSchema = buildSchema(readFileSync(demoSchemaFile, 'utf8'));
