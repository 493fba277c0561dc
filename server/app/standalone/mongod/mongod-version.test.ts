import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { tempFolder } from '../../../testing/temp-folder.ts';
import { isNewEnough, mongodVersion } from './mongod-version.ts';

const folder = tempFolder();
const program = (name: string, script: string): string => {
  const path = join(folder.path, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
};
afterAll(() => {
  folder.remove();
});

describe('mongodVersion', () => {
  it('reads what the program says', async () => {
    const path = program('mongod', 'echo "db version v6.0.5"; echo "Build Info: {}"');

    expect(await mongodVersion(path)).toBe('6.0.5');
  });

  it('knows no version of a program that does not run here', async () => {
    const path = program('broken', 'echo "libcrypto.so.3: cannot open shared object" >&2; exit 127');

    expect(await mongodVersion(path)).toBeUndefined();
    expect(await mongodVersion('/nowhere/mongod')).toBeUndefined();
  });
});

describe('isNewEnough', () => {
  it.each([
    ['4.4.29', false],
    ['5.0.0', false],
    ['6.0.0', true],
    ['10.1.0', true],
  ])('says of %s: %s', (version, expected) => {
    expect(isNewEnough(version)).toBe(expected);
  });
});
