import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The version a mongod says it has; undefined when there is no such program or it doesn't run here. */
export const mongodVersion = async (binary: string): Promise<string | undefined> => {
  try {
    const { stdout } = await run(binary, ['--version'], { timeout: 10_000 });
    return /db version v(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
};

const oldestMajor = 6;

export const isNewEnough = (version: string): boolean => Number(version.split('.')[0]) >= oldestMajor;
