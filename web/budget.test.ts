/** @jest-environment node */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}
type Manifest = Readonly<Record<string, Chunk>>;

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'encore-budget-'));

const parseManifest: (text: string) => Manifest = JSON.parse;
const readManifest = (): Manifest => parseManifest(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));

const firstLoadOf = (manifest: Manifest): ReadonlySet<string> => {
  const files = new Set<string>();
  const visit = (chunk: Chunk | undefined): void => {
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const name of chunk.imports ?? []) visit(manifest[name]);
  };
  visit(Object.values(manifest).find(({ isEntry }) => isEntry));
  return files;
};

beforeAll(() => {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const build = spawnSync(
    process.execPath,
    [vite, 'build', 'web', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  if (build.status !== 0) throw new TypeError(`the admin did not build: ${build.stderr}${build.stdout}`);
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the built admin', () => {
  it('loads at most 230 kB of script and style first', () => {
    const files = firstLoadOf(readManifest());

    const bytes = [...files].map((file) => gzipSync(readFileSync(join(folder, file))).byteLength);
    const kilobytes = bytes.reduce((sum, size) => sum + size, 0) / 1000;

    expect(files.size).toBeGreaterThan(3);
    expect(kilobytes).toBeLessThanOrEqual(230);
  });

  it('leaves the screens out of the first load', () => {
    const files = [...firstLoadOf(readManifest())];

    expect(files.filter((file) => /page-/.test(file))).toEqual([]);
  });

  it('names no other origin in what it loads', () => {
    const manifest = readManifest();

    const styles = Object.values(manifest).filter(({ file }) => file.endsWith('.css'));
    const foreign = styles.flatMap(
      ({ file }) => readFileSync(join(folder, file), 'utf8').match(/url\(["']?https?:[^)]+/g) ?? [],
    );

    expect(foreign).toEqual([]);
  });
});
