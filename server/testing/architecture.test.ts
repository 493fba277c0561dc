import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { errorTable } from '../lib/errors.ts';
import { codeProblems, foreignWords } from './architecture/code-problems.ts';
import { importProblems, parseTable } from './architecture/import-problems.ts';
import { importsOf } from './architecture/imports.ts';
import { blockOf, readPage, root, sourceFiles } from './architecture/source-files.ts';

const page = readPage('docs/architecture.md');
const table = parseTable(blockOf(page, 'import-table'));
const files = sourceFiles();
const dependenciesSchema = z.object({ dependencies: z.record(z.string(), z.string()) });

const problemsOf = (path: string, text: string): readonly string[] =>
  importProblems(importsOf({ path, text }), table);

describe('the import table of docs/architecture.md', () => {
  it('is kept by every file', () => {
    expect(importProblems(files.flatMap(importsOf), table)).toEqual([]);
  });

  it.each([
    ['server/lib/a.ts', "import { x } from '../shop/b.ts';"],
    ['server/shop/a.ts', "import { x } from '../engine/b.ts';"],
    ['server/app/http/a.ts', "import { x } from '../../../jobs/b.ts';"],
    ['server/mail/a.ts', "const x = await import('../flows/b.ts');"],
    ['server/mail/a.ts', "import express from 'express';"],
    ['server/shop/a.ts', "import { Schema } from 'mongoose';"],
    ['server/shop/a.repository.ts', "import { Agenda } from 'agenda';"],
    ['server/shop/a.ts', "export { x } from '../testing/b.ts';"],
    ['web/src/a.ts', "import { x } from '../../server/app/b.contract.ts';"],
    ['web/src/a.ts', "import type { X } from '../../server/shop/b.ts';"],
  ])('finds what is wrong in %s: %s', (path, text) => {
    expect(problemsOf(path, text)).toHaveLength(1);
  });

  it.each([
    ['server/mail/a.ts', "import { x } from '../shop/b.ts';"],
    ['server/shop/a.test.ts', "import { x } from '../testing/b.ts';"],
    ['server/shop/a.repository.ts', "import { Schema } from 'mongoose';"],
    ['server/platforms/shopify/a.ts', "import express from 'express';"],
    ['web/src/a.ts', "import type { X } from '../../server/app/b.contract.ts';"],
  ])('lets %s have %s', (path, text) => {
    expect(problemsOf(path, text)).toEqual([]);
  });
});

describe('the house style', () => {
  it('is kept by every file', () => {
    expect(files.flatMap(codeProblems)).toEqual([]);
  });

  it.each([
    ['any', 'const a: any = 1;'],
    ['cast', 'const a = 1 as unknown;'],
    ['non-null !', 'const a = b!;'],
    ['default export', 'export default 1;'],
    ['plain Error thrown', "throw new Error('no');"],
    ['wall clock', 'const now = Date.now();'],
    ['wall clock', 'const now = new Date();'],
    ['function too long', `const a = () => {${'\n'.repeat(60)}};`],
  ])('finds %s', (rule, text) => {
    expect(codeProblems({ path: 'server/shop/a.ts', text })).toEqual([`server/shop/a.ts:1: ${rule}`]);
  });

  it('finds a file that is too long and a check that is switched off', () => {
    const text = `// oxlint-${'disable'}\n${'\n'.repeat(300)}`;

    expect(codeProblems({ path: 'server/shop/a.ts', text })).toHaveLength(2);
  });
});

describe('the engine', () => {
  it('does not know what it is used for', () => {
    const engine = files.filter(({ path }) => path.startsWith('server/engine/'));

    const words = engine.flatMap(({ path, text }) => foreignWords(text).map((word) => `${path}: ${word}`));

    expect(words).toEqual([]);
  });

  it('is searched for words inside names', () => {
    expect(foreignWords('const cartToken = 1; // border')).toEqual(['cart']);
  });
});

describe('the lists of docs/architecture.md', () => {
  it('name every file that reads across shops', () => {
    const across = files.map(({ path }) => path).filter((path) => path.endsWith('.system.repository.ts'));

    expect(across).toEqual(blockOf(page, 'system-repositories'));
  });

  it('name everything in the root folder', () => {
    const ignored = new Set(['.git', 'node_modules', '.data', '.cache', 'dist', 'coverage']);
    const allowed = blockOf(page, 'root-entries');

    const strangers = readdirSync(root).filter((name) => !ignored.has(name) && !allowed.includes(name));

    expect(strangers).toEqual([]);
  });
});

describe('the docs', () => {
  const pages = ['docs', 'docs/adr'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  );
  /** A file or folder, named whole or from a folder of `server/` on. */
  const isThere = (name: string): boolean =>
    [name, `server/${name}`].some((path) => existsSync(join(root, path))) ||
    (!name.includes('/') && files.some(({ path }) => path.endsWith(`/${name}`)));

  it.each(['README.md', 'CHANGELOG.md', ...pages])('name no file that is not there: %s', (name) => {
    const text = readPage(name).replaceAll(/```[\s\S]*?```/g, '');
    const named = [
      ...text.matchAll(/`([\w./-]+\.(?:ts|mjs)|(?:server|web|jobs|bench|docs|extensions)\/[\w./-]+)`/g),
    ];
    const linked = [...text.matchAll(/\]\((?!https?:)([\w./-]+)/g)].map(([, to = '']) =>
      join(dirname(name), to),
    );

    expect(named.map(([, path = '']) => path).filter((path) => !isThere(path))).toEqual([]);
    expect(linked.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('docs/errors.md', () => {
  it('lists exactly the codes of the error table, each with its status', () => {
    const rows = [...readPage('docs/errors.md').matchAll(/^\| `(\w+)` \| (\d{3}) \|/gm)];

    const listed = rows.map((row) => `${row[1] ?? ''} ${row[2] ?? ''}`);

    expect(listed.toSorted()).toEqual(
      Object.entries(errorTable)
        .map(([code, [status]]) => `${code} ${status}`)
        .toSorted(),
    );
  });
});

describe('the dependencies', () => {
  it('each have their reason in the ADR', () => {
    const manifest = dependenciesSchema.parse(JSON.parse(readPage('package.json')));
    const rows = [...readPage('docs/adr/0004-dependencies.md').matchAll(/^\| `([^`]+)` \|/gm)];

    const explained = rows.map((row) => row[1] ?? '');

    expect(explained.toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted());
  });
});
