import { rounded } from './statistics.ts';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

export interface Ratio {
  readonly name: string;
  readonly value: number;
  readonly goal: number;
  readonly better: 'higher' | 'lower';
}

/** What `--json` prints; DESIGN's contract with whoever reads it. */
export interface BenchReport {
  readonly name: string;
  readonly figures: readonly Figure[];
  readonly ratios: readonly Ratio[];
}

export const figure = (name: string, value: number, unit: string): Figure => ({
  name,
  value: rounded(value),
  unit,
});

export const isMet = ({ value, goal, better }: Ratio): boolean =>
  better === 'higher' ? value >= goal : value <= goal;

const rowsOf = ({ name, figures, ratios }: BenchReport): readonly string[] => [
  ...ratios.map((ratio) => {
    const sign = ratio.better === 'higher' ? '≥' : '≤';
    const verdict = isMet(ratio) ? 'met' : 'missed';
    return `| \`${name}\` | **${ratio.name}** | **${rounded(ratio.value)}** | ${sign} ${ratio.goal} ${verdict} |`;
  }),
  ...figures.map(({ name: what, value, unit }) => `| \`${name}\` | ${what} | ${value} ${unit} | |`),
];

/** One Markdown table for any number of benchmarks. */
export const tableOf = (reports: readonly BenchReport[]): string =>
  ['| benchmark | figure | value | goal |', '|---|---|---|---|', ...reports.flatMap(rowsOf)].join('\n');

/** Puts a benchmark's table between its marks of a page; undefined when the page has none for it. */
export const withTable = (page: string, name: string, table: string): string | undefined => {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from) return undefined;
  return `${page.slice(0, from + begin.length)}\n\n${table}\n\n${page.slice(to)}`;
};
