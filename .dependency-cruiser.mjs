import { readFileSync } from 'node:fs';

// The table of docs/architecture.md is the one place where the lines are written down.
const page = readFileSync(new URL('docs/architecture.md', import.meta.url), 'utf8');
const blockOf = (name) =>
  (new RegExp('```' + name + '\\n([\\s\\S]*?)```').exec(page)?.[1] ?? '').trim().split('\n');
const lines = blockOf('import-table')
  .map((line) => line.split(' '))
  .map(([line, ...folders]) => ({ line: Number(line), folders }));

const roots = blockOf('composition-roots').map((path) => `^${path.replaceAll('.', '\\.')}`);
const free = [...roots, '^server/testing/', '\\.(test|battery)\\.tsx?$'];

/** What `folder` may not import: everything on its own line or above, but itself. */
const forbiddenFor = (line, folder) =>
  lines.flatMap((other) => (other.line >= line ? other.folders.filter((name) => name !== folder) : []));

const tableRules = lines.flatMap(({ line, folders }) =>
  folders.map((folder) => ({
    name: `table: ${folder}`,
    severity: 'error',
    from: { path: `^${folder}/`, pathNot: free },
    to: { path: forbiddenFor(line, folder).map((name) => `^${name}/`) },
  })),
);

const onlyFrom = (name, packages, pathNot) => ({
  name,
  severity: 'error',
  from: { path: '^(server|jobs)/', pathNot: [...pathNot, ...free] },
  to: { path: packages.map((one) => `^node_modules/${one}/`) },
});

export default {
  forbidden: [
    ...tableRules.filter(({ to }) => to.path.length > 0),
    {
      name: 'testing is for tests and standalone',
      severity: 'error',
      from: { path: '^(server|jobs)/', pathNot: free },
      to: { path: '^server/testing/' },
    },
    {
      name: 'web takes contracts only',
      severity: 'error',
      from: { path: '^web/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(server|jobs)/', pathNot: '\\.contract\\.ts$' },
    },
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    onlyFrom('express at the edges', ['express'], ['^server/app/http/', '^server/platforms/[^/]+/']),
    onlyFrom(
      'mongoose in models and repositories',
      ['mongoose'],
      ['\\.(model|repository)\\.ts$', '^server/app/database\\.ts$'],
    ),
    onlyFrom(
      'agenda in the worker and the queue',
      ['agenda', '@agendajs'],
      ['^jobs/worker\\.ts$', '^server/app/agenda-queue\\.ts$'],
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
