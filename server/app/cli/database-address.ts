import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EncoreError } from '../../lib/errors.ts';

const demoFile = z.object({ mongodbUri: z.string().min(1) });

export interface AddressSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--data-dir`: asked for by name, so it goes before the environment. */
  readonly dataDir: string | undefined;
}

const ofDataDir = async (dataDir: string): Promise<string | undefined> => {
  try {
    return demoFile.parse(JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8'))).mongodbUri;
  } catch {
    return undefined;
  }
};

/** `--data-dir` → MONGODB_URI → the data folder of a running `npm start`. Rejects with `config_invalid`. */
export const databaseAddress = async ({ env, dataDir }: AddressSources): Promise<string> => {
  if (dataDir === undefined && env['MONGODB_URI']) return env['MONGODB_URI'];
  const folder = dataDir ?? (env['DATA_DIR'] || '.data');
  const found = await ofDataDir(folder);
  if (found !== undefined) return found;
  throw new EncoreError('config_invalid', {
    message: `MONGODB_URI is not set, and ${join(folder, 'demo.json')} is not there: does npm start run?`,
  });
};
