import { createRandom } from '../../app/standalone/demo-store/history/random.ts';
import { monotonicMs, realNow } from '../../lib/clock.ts';
import type { FaultRow } from './report/fault-row.ts';
import type { RowReport } from './report/fault-table.ts';

export interface RunOptions {
  readonly rows: readonly FaultRow[];
  readonly seed: number;
  readonly rounds: number;
  isStopping(): boolean;
  say(line: string): void;
  /** After each row, so that a long run that is stopped leaves what it has. */
  onReport?(report: RowReport): Promise<void>;
}

const findingsOf = async (
  row: FaultRow,
  { seed, rounds, isStopping, say }: RunOptions,
): Promise<RowReport['findings']> => {
  try {
    // Its own chance: a row alone does what it does among the others.
    return await row.run({ random: createRandom(seed + row.number), seed, rounds, isStopping, say });
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { violations: [text], seen: 'it did not come to its end' };
  }
};

/** Runs them one after the other, also after one that broke. */
export const runRows = async (options: RunOptions): Promise<readonly RowReport[]> => {
  const reports: RowReport[] = [];
  for (const row of options.rows) {
    if (options.isStopping()) break;
    options.say(`row ${row.number}: ${row.fault}`);
    const startedMs = monotonicMs();
    const findings = await findingsOf(row, options);
    const tookMs = monotonicMs() - startedMs;
    const report = { row, findings, seed: options.seed, tookMs, day: realNow().toISOString().slice(0, 10) };
    for (const violation of findings.violations) options.say(`row ${row.number}: BROKEN ${violation}`);
    options.say(`row ${row.number}: ${findings.notProduced ?? findings.seen}`);
    reports.push(report);
    await options.onReport?.(report);
  }
  return reports;
};
