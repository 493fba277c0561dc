import { writeFileSync } from 'node:fs';
import { demoSchemaFile } from './demo-schema.ts';
import { everyOperation } from './every-operation.ts';
import { pruneSchema } from './prune-schema.ts';
import { publishedSchema } from './published-schema.ts';

/** `node server/testing/fake-shopify/admin-api/write-demo-schema.ts`, after an operation was added or changed. */
const { schema } = await publishedSchema('2026-07');
writeFileSync(demoSchemaFile, pruneSchema(schema, [...everyOperation().values()]));
