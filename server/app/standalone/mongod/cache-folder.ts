import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const isWritable = (folder: string): boolean => {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

const repository = resolve(import.meta.dirname, '../../../..');

/**
 * Where downloads stay between runs: one folder per user, so a second clone downloads nothing.
 * Falls back to the repository where the home folder can't be written (containers with a foreign user).
 */
export const cacheFolder = (env: NodeJS.ProcessEnv = process.env): string => {
  const user = env['XDG_CACHE_HOME'] ?? join(env['HOME'] ?? homedir(), '.cache');
  const preferred = env['ENCORE_CACHE_DIR'] ?? join(user, 'encore');
  return isWritable(preferred) ? preferred : join(repository, '.cache');
};
