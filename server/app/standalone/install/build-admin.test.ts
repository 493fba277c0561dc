import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tempFolder } from '../../../testing/temp-folder.ts';
import type { TempFolder } from '../../../testing/temp-folder.ts';
import { buildAdmin, digestSources } from './build-admin.ts';

let folder: TempFolder;
beforeEach(() => {
  folder = tempFolder();
  write('web/src/main.tsx', 'one');
});
afterEach(() => {
  folder.remove();
});

const write = (path: string, text: string): void => {
  const file = join(folder.path, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

describe('digestSources', () => {
  it.each([
    ['web/src/main.tsx', 'two'],
    ['web/src/new.css', 'a {}'],
    ['server/app/http/flows.contract.ts', 'export {};'],
    ['package-lock.json', '{}'],
  ])('changes with %s', async (path, text) => {
    const before = await digestSources(folder.path);

    write(path, text);

    expect(await digestSources(folder.path)).not.toBe(before);
  });

  it.each(['web/dist/assets/main.json', 'web/src/main.test.tsx', 'server/app/main.ts'])(
    'does not change with %s',
    async (path) => {
      const before = await digestSources(folder.path);

      write(path, 'anything');

      expect(await digestSources(folder.path)).toBe(before);
    },
  );
});

describe('buildAdmin', () => {
  it('does nothing when the stamp is that of the sources', async () => {
    const said: string[] = [];
    write('web/dist/.stamp', await digestSources(folder.path));

    await buildAdmin({ root: folder.path, say: (line) => said.push(line) });

    expect(said).toEqual([]);
  });

  it('says what the build said when it fails', async () => {
    const build = buildAdmin({ root: folder.path, say: () => undefined });

    await expect(build).rejects.toThrow(/web did not build:\n[\s\S]*vite/);
  });
});
