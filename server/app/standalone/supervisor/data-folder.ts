import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EncoreError } from '../../../lib/errors.ts';
import { makeFolder } from './make-folder.ts';
import { reasonOf } from './system-error.ts';

const leastFreeBytes = 300 * 2 ** 20;

const freeBytes = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/** Makes the folder and proves that it can be written and has room, before anything is started in it. */
export const prepareDataFolder = async (dataDir: string, least = leastFreeBytes): Promise<void> => {
  const probe = join(dataDir, `.probe-${process.pid}`);
  try {
    await makeFolder(join(dataDir, 'logs'));
    await makeFolder(join(dataDir, 'mongodb'));
    await writeFile(probe, 'x');
    await rm(probe);
  } catch (error) {
    const message = `DATA_DIR ${dataDir} can't be written: ${reasonOf(error)}`;
    throw new EncoreError('start_failed', { message, cause: error });
  }
  const free = await freeBytes(dataDir);
  if (free >= least) return;
  const message = `no disk: ${dataDir} has ${Math.round(free / 2 ** 20)} MiB free, ${least / 2 ** 20} are needed`;
  throw new EncoreError('start_failed', { message });
};
