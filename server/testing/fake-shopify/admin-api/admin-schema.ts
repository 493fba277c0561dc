import { buildSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const definition = readFileSync(join(import.meta.dirname, 'admin-schema.graphql'), 'utf8');

/** A subset of Shopify's Admin API 2026-07, by its own names: a field that is not there fails as it would in earnest. */
export const adminSchema = buildSchema(definition);
