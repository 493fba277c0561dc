import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildAdmin } from '../../app/standalone/install/build-admin.ts';
import { realNow } from '../../lib/clock.ts';
import { parseFaultArguments } from './report/fault-arguments.ts';
import { hasFailed, linesOf, tableOf, withRows } from './report/fault-table.ts';
import type { RowReport } from './report/fault-table.ts';
import { allRows } from './rows/all-rows.ts';
import { runRows } from './run-rows.ts';

const root = join(import.meta.dirname, '../../..');
const page = join(root, 'docs/reliability.md');
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const write = async (report: RowReport): Promise<void> => {
  const written = withRows(await readFile(page, 'utf8'), [report]);
  if (written === undefined) throw new Error(`${page} has no place for the fault table`);
  await writeFile(page, written);
};

/** 0 all held, 1 something broke, 2 wrong usage. */
const main = async (): Promise<number> => {
  const asked = parseFaultArguments(process.argv.slice(2));
  if (typeof asked === 'string') {
    say(`faults: ${asked}\nusage: npm run faults -- [--row N]… [--seed N] [--rounds N] [--write]`);
    say(`rows: ${allRows.map(({ number }) => number).join(' ')}`);
    return 2;
  }
  const seed = asked.seed ?? realNow().getTime() % 1_000_000;
  say(`seed ${seed}`);
  // The web process serves it: a fresh clone has none yet.
  await buildAdmin({ root, say });
  const rows = allRows.filter(({ number }) => asked.rows?.includes(number) ?? true);
  const reports = await runRows({
    rows,
    seed,
    rounds: asked.rounds,
    isStopping: () => signals > 0,
    say,
    ...(asked.write ? { onReport: write } : {}),
  });
  process.stdout.write(`${tableOf(linesOf(reports))}\n`);
  return reports.some(hasFailed) ? 1 : 0;
};

let signals = 0;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    signals += 1;
    if (signals > 1) process.exit(1);
    say('ending with what there is; once more to end at once');
  });
process.exitCode = await main();
// Sockets of what was killed may hold the process; nothing is left to wait for.
process.exit();
