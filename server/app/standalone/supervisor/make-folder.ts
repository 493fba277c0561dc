import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCodeOf } from './system-error.ts';

const makeOne = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder);
  } catch (error) {
    if (systemCodeOf(error) !== 'EEXIST') throw error;
  }
};

/** Like `mkdir -p`. Node's own recursive mkdir never returns where a file system answers ENOENT to mkdir (/proc). */
export const makeFolder = async (folder: string): Promise<void> => {
  try {
    await makeOne(folder);
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    await makeOne(folder);
  }
};
