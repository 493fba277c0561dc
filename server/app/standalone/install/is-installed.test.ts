import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tempFolder } from '../../../testing/temp-folder.ts';
import type { TempFolder } from '../../../testing/temp-folder.ts';
import { isInstalled, missingPackages } from './is-installed.mjs';

let folder: TempFolder;
beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => {
  folder.remove();
});

const locked = {
  '': { version: '1.0.0' },
  'node_modules/express': { version: '5.3.0' },
  'node_modules/@swc/core': { version: '1.16.18' },
  'node_modules/@swc/core-darwin-arm64': { version: '1.16.18', optional: true },
};

const lock = (packages: unknown): void => {
  writeFileSync(join(folder.path, 'package-lock.json'), JSON.stringify({ packages }));
};
const installed = (packages: unknown): void => {
  mkdirSync(join(folder.path, 'node_modules/.bin'), { recursive: true });
  writeFileSync(join(folder.path, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
};

describe('missingPackages', () => {
  it('counts everything on a fresh clone but what is for other systems', () => {
    lock(locked);

    expect(missingPackages(folder.path)).toBe(2);
  });

  it('counts a package of another version than the lockfile says', () => {
    lock(locked);
    installed({ ...locked, 'node_modules/express': { version: '5.2.0' } });

    expect(missingPackages(folder.path)).toBe(1);
  });

  it('finds nothing missing after npm ci', () => {
    lock(locked);
    installed({
      'node_modules/express': { version: '5.3.0' },
      'node_modules/@swc/core': { version: '1.16.18' },
    });

    expect(missingPackages(folder.path)).toBe(0);
  });
});

describe('isInstalled', () => {
  it('wants Node 24 itself to be there', () => {
    lock(locked);
    installed(locked);
    expect(isInstalled(folder.path)).toBe(false);

    writeFileSync(join(folder.path, 'node_modules/.bin/node'), '');

    expect(isInstalled(folder.path)).toBe(true);
  });
});
