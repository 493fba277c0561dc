import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { tempFolder } from '../../../testing/temp-folder.ts';
import { cacheFolder } from './cache-folder.ts';

const folder = tempFolder();
afterAll(() => {
  folder.remove();
});

describe('cacheFolder', () => {
  it('is the one that is named', () => {
    const named = join(folder.path, 'named');

    expect(cacheFolder({ ENCORE_CACHE_DIR: named, XDG_CACHE_HOME: '/elsewhere' })).toBe(named);
  });

  it("is encore in the user's cache", () => {
    expect(cacheFolder({ XDG_CACHE_HOME: folder.path })).toBe(join(folder.path, 'encore'));
    expect(cacheFolder({ HOME: folder.path })).toBe(join(folder.path, '.cache', 'encore'));
  });

  it("is in the repository where the user's can't be made", () => {
    const file = join(folder.path, 'file');
    writeFileSync(file, '');

    expect(cacheFolder({ XDG_CACHE_HOME: file })).toMatch(/\/\.cache$/);
  });
});
