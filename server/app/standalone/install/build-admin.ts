import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EncoreError } from '../../../lib/errors.ts';

const sources = [
  'web/**/*.{ts,tsx,css,html,json,svg}',
  'extensions/storefront-events/{src/*.ts,vite.config.ts}',
  'server/**/*.contract.ts',
  'package-lock.json',
];
/** What a browser is given: the admin, and the pixel that the demo store loads. */
const parts = ['web', 'extensions/storefront-events'] as const;
const isSource = (path: string): boolean => !/(^|\/)(dist|node_modules)\/|\.test\.tsx?$/.test(path);

/** One digest over everything the bundle is made of. */
export const digestSources = async (root: string): Promise<string> => {
  const paths = (await Array.fromAsync(glob(sources, { cwd: root }))).filter(isSource).toSorted();
  const hash = createHash('sha256');
  for (const path of paths) hash.update(`${path}\n`).update(await readFile(join(root, path)));
  return hash.digest('hex');
};

const runVite = (
  part: (typeof parts)[number],
  { root, signal }: Pick<BuildOptions, 'root' | 'signal'>,
): Promise<{ code: number | null; output: string }> =>
  new Promise((resolve, reject) => {
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    const child = spawn(process.execPath, [vite, 'build', part, '--logLevel', 'warn'], {
      cwd: root,
      signal,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, output });
    });
  });

interface BuildOptions {
  readonly root: string;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Builds web/dist when its sources are not those of the stamp in it. */
export const buildAdmin = async ({ root, say, signal }: BuildOptions): Promise<void> => {
  const stamp = join(root, 'web/dist/.stamp');
  const wanted = await digestSources(root);
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;
  say('building the admin');
  for (const part of parts) {
    const { code, output } = await runVite(part, { root, signal });
    if (code !== 0) throw new EncoreError('start_failed', { message: `${part} did not build:\n${output}` });
  }
  await writeFile(stamp, wanted);
};
