import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');

export interface SourceFile {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export const readPage = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The lines of a fenced block of docs/architecture.md. */
export const blockOf = (page: string, name: string): readonly string[] =>
  (new RegExp('```' + name + '\\n([\\s\\S]*?)```').exec(page)?.[1] ?? '').trim().split('\n');

export const sourceFiles = (): readonly SourceFile[] =>
  globSync('{server,jobs,web,extensions,bench}/**/*.{ts,tsx}', { cwd: root })
    .filter((path) => !/(^|\/)(node_modules|dist)\/|\.d\.ts$/.test(path))
    .toSorted()
    .map((path) => ({ path, text: readPage(path) }));

export const isTest = (path: string): boolean =>
  /\.(test|battery)\.tsx?$/.test(path) || /(^|\/)testing\//.test(path);

const roots = blockOf(readPage('docs/architecture.md'), 'composition-roots');

/** Composition roots, which alone build real dependencies, and tests. */
export const isFree = (path: string): boolean =>
  isTest(path) || roots.some((start) => path.startsWith(start));
