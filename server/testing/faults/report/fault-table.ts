import type { FaultRow, Findings } from './fault-row.ts';

export interface RowReport {
  readonly row: Pick<FaultRow, 'number' | 'fault'>;
  readonly findings: Findings;
  readonly seed: number;
  readonly tookMs: number;
  /** `2026-11-22` */
  readonly day: string;
}

const head = ['| row | fault | verdict | seen | made by |', '|---|---|---|---|---|'];
const [begin, end] = ['<!-- faults: begin -->', '<!-- faults: end -->'];

const verdictOf = ({ violations, notProduced }: Findings): string => {
  if (notProduced !== undefined) return `not produced here: ${notProduced}`;
  return violations.length === 0 ? 'held' : `**broken**: ${violations.length}`;
};

const lineOf = ({ row, findings, seed, tookMs, day }: RowReport): string => {
  const pace = process.env['FAULTS_PACE'];
  const prefix = pace === undefined ? '' : `FAULTS_PACE=${pace} `;
  const command = `\`${prefix}npm run faults -- --row ${row.number} --seed ${seed}\``;
  const seconds = Math.round(tookMs / 1000);
  return `| ${row.number} | ${row.fault} | ${verdictOf(findings)} | ${findings.seen} | ${command}, ${day}, ${seconds} s |`;
};

const numberOf = (line: string): number => Number(/^\| (\d+) \|/.exec(line)?.[1]);

export const hasFailed = ({ findings }: RowReport): boolean => findings.violations.length > 0;

/** One Markdown table, by row. */
export const tableOf = (lines: readonly string[]): string =>
  [...head, ...lines.toSorted((one, other) => numberOf(one) - numberOf(other))].join('\n');

export const linesOf = (reports: readonly RowReport[]): readonly string[] => reports.map(lineOf);

/** The page with these rows in its table; rows that were not run stay as they are. Undefined: no place for a table. */
export const withRows = (page: string, reports: readonly RowReport[]): string | undefined => {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from) return undefined;
  const ran = new Set(reports.map(({ row }) => row.number));
  const kept = page
    .slice(from, to)
    .split('\n')
    .filter((line) => Number.isInteger(numberOf(line)) && !ran.has(numberOf(line)));
  const table = tableOf([...kept, ...linesOf(reports)]);
  return `${page.slice(0, from + begin.length)}\n\n${table}\n\n${page.slice(to)}`;
};
