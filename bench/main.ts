import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { realNow } from '../server/lib/clock.ts';
import { admin } from './admin/admin.bench.ts';
import { apply } from './apply/apply.bench.ts';
import { backfill } from './backfill/backfill.bench.ts';
import { burst } from './burst/burst.bench.ts';
import { claim } from './claim/claim.bench.ts';
import { dispatch } from './dispatch/dispatch.bench.ts';
import { enroll } from './enroll/enroll.bench.ts';
import { fairness } from './fairness/fairness.bench.ts';
import { parseArguments } from './harness/arguments.ts';
import type { BenchArguments } from './harness/arguments.ts';
import { startBenchMongod } from './harness/bench-mongod.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { tableOf, withTable } from './harness/report.ts';
import type { BenchReport } from './harness/report.ts';
import { say } from './harness/say.ts';
import { ingest } from './ingest/ingest.bench.ts';
import { latency } from './latency/latency.bench.ts';
import { learn } from './learn/learn.bench.ts';
import { lifecycle } from './lifecycle/lifecycle.bench.ts';
import { lists } from './lists/lists.bench.ts';
import { render } from './render/render.bench.ts';
import { transports } from './transports/transports.bench.ts';
import { workers } from './workers/workers.bench.ts';
import { storage } from './storage/storage.bench.ts';

const benchmarks: ReadonlyMap<string, Benchmark> = new Map([
  ['ingest', ingest],
  ['dispatch', dispatch],
  ['claim', claim],
  ['latency', latency],
  ['fairness', fairness],
  ['workers', workers],
  ['burst', burst],
  ['lifecycle', lifecycle],
  ['enroll', enroll],
  ['storage', storage],
  ['render', render],
  ['transports', transports],
  ['learn', learn],
  ['backfill', backfill],
  ['apply', apply],
  ['lists', lists],
  ['admin', admin],
]);
/** What is learned has a page of its own. */
const pageOf = (name: string): string =>
  join(import.meta.dirname, '../docs', name === 'learn' ? 'learning.md' : 'performance.md');

/** A database of its own for each, so that none finds what another left. */
const runOne = async (name: string, benchmark: Benchmark, full: boolean): Promise<BenchReport> => {
  say(`${name}: starting`);
  const stops: (() => Promise<void>)[] = [];
  try {
    const mongod = await startBenchMongod();
    stops.push(mongod.stop);
    return await benchmark({ mongod, full, onEnd: (stop) => void stops.push(stop) });
  } finally {
    for (const stop of stops.toReversed())
      await stop().catch((error: unknown) => say(`${name}: ${String(error)}`));
  }
};

/** Where and when: a figure without them says little. */
const circumstances = (): string => {
  const [load = 0] = loadavg();
  const day = realNow().toISOString().slice(0, 10);
  return `${day}, ${availableParallelism()} cores, load ${load.toFixed(1)} at the end, Node ${process.versions.node}.`;
};

/** A full run has a place of its own where it asks something else than the usual one. */
const write = async ({ name, ...report }: BenchReport, full: boolean): Promise<void> => {
  const text = `${tableOf([{ name, ...report }])}\n\n${circumstances()}`;
  const page = pageOf(name);
  const before = await readFile(page, 'utf8');
  const written =
    (full ? withTable(before, `${name}-full`, text) : undefined) ?? withTable(before, name, text);
  if (written === undefined) throw new Error(`${page} has no place for ${name}`);
  await writeFile(page, written);
};

const runAll = async (asked: BenchArguments): Promise<readonly BenchReport[]> => {
  const reports: BenchReport[] = [];
  for (const name of asked.names) {
    const benchmark = benchmarks.get(name);
    if (benchmark === undefined) continue;
    const report = await runOne(name, benchmark, asked.full);
    if (asked.write) await write(report, asked.full);
    reports.push(report);
  }
  return reports;
};

/** 0 done, 1 failed, 2 wrong usage. */
const main = async (): Promise<number> => {
  const parsed = parseArguments(process.argv.slice(2), [...benchmarks.keys()]);
  if (typeof parsed === 'string') {
    say(`bench: ${parsed}\nusage: npm run bench -- NAME… | all [--json] [--full] [--write]`);
    say(`names: ${[...benchmarks.keys()].join(' ')}`);
    return 2;
  }
  try {
    const reports = await runAll(parsed);
    process.stdout.write(`${parsed.json ? JSON.stringify(reports[0]) : tableOf(reports)}\n`);
    return 0;
  } catch (error) {
    say(`bench: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return 1;
  }
};

process.exitCode = await main();
