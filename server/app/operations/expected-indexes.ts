import { readFileSync } from 'node:fs';
import { z } from 'zod';

const schema = z.record(z.string(), z.array(z.string()));

/**
 * By collection, as `indexSignature` writes them: what every start makes, and a test compares with. The doctor must not
 * make them to know them. Written by `encore indexes --json` on an empty database.
 */
export const expectedIndexes: Readonly<Record<string, readonly string[]>> = schema.parse(
  JSON.parse(readFileSync(new URL('expected-indexes.json', import.meta.url), 'utf8')),
);
