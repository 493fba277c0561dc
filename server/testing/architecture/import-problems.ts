import type { Import } from './imports.ts';
import { isFree, isTest } from './source-files.ts';

type Table = ReadonlyMap<string, number>;

/** `5 server/app jobs` → each folder with its line. */
export const parseTable = (lines: readonly string[]): Table =>
  new Map(
    lines.flatMap((line) => {
      const [level, ...folders] = line.split(' ');
      return folders.map((folder) => [folder, Number(level)] as const);
    }),
  );

const folderOf = (path: string, table: Table): string | undefined =>
  table.keys().find((folder) => path.startsWith(`${folder}/`));

const breaksTable = ({ from, to }: Import, table: Table): boolean => {
  const [above, below] = [folderOf(from, table), folderOf(to, table)];
  if (above === undefined || below === undefined || above === below || isFree(from)) return false;
  return (table.get(below) ?? 0) >= (table.get(above) ?? 0);
};

const breaksWeb = ({ from, to, isType }: Import): boolean =>
  from.startsWith('web/') &&
  !isTest(from) &&
  /^(server|jobs)\//.test(to) &&
  !(isType && to.endsWith('.contract.ts'));

/** Benchmarks are no part of the product: they may look at it through the tests' eyes. */
const breaksTesting = ({ from, to }: Import): boolean =>
  to.startsWith('server/testing/') && !from.startsWith('bench/') && !isFree(from);

const homes: readonly { readonly packages: RegExp; readonly home: RegExp }[] = [
  { packages: /^express$/, home: /^server\/(app\/http|platforms\/[^/]+)\// },
  { packages: /^mongoose$/, home: /\.(model|repository)\.ts$|^server\/app\/database\.ts$/ },
  { packages: /^(agenda|@agendajs\/.*)$/, home: /^jobs\/worker\.ts$|^server\/app\/agenda-queue\.ts$/ },
];

const breaksHome = ({ from, to }: Import): boolean =>
  /^(server|jobs)\//.test(from) &&
  !isFree(from) &&
  homes.some(({ packages, home }) => packages.test(to) && !home.test(from));

/** The imports that break a rule of docs/architecture.md, as `from → to`. */
export const importProblems = (imports: readonly Import[], table: Table): readonly string[] =>
  imports
    .filter((one) => breaksTable(one, table) || breaksWeb(one) || breaksTesting(one) || breaksHome(one))
    .map(({ from, to }) => `${from} → ${to}`);
