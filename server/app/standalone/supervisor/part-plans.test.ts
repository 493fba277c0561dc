import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { nodePart, workerFlags } from './part-plans.ts';

const root = join(import.meta.dirname, '../../../..');
const part = (name: 'web' | 'worker') => nodePart({ name, env: {}, cacheFolder: '/nowhere', log: undefined });

describe('a worker', () => {
  it('is started with its flags here, in compose.yaml and as operators are told', () => {
    const command = `node ${workerFlags.join(' ')} jobs/main.ts`;

    expect(part('worker').args.slice(0, workerFlags.length)).toEqual(workerFlags);
    for (const file of ['compose.yaml', 'docs/operations.md'])
      expect(readFileSync(join(root, file), 'utf8')).toContain(command);
  });

  it('shares them with nobody', () => {
    expect(part('web').args).not.toContain(workerFlags[0]);
  });
});
