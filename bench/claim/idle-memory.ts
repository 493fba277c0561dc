import { sleep } from '../../server/lib/clock.ts';
import type { BenchContext } from '../harness/benchmark.ts';
import { rssMbOf } from '../harness/process-memory.ts';
import { say } from '../harness/say.ts';
import { median } from '../harness/statistics.ts';
import { startWorkerProcess } from '../processes/encore-process.ts';

const settleMs = 15_000;
const samples = 20;
const sampleEveryMs = 500;
/** Nothing is due, so nothing is ever sent there. */
const nowhere = 'http://127.0.0.1:9';

const sampleAll = async (pids: readonly number[]): Promise<readonly number[]> => {
  const seen: (readonly number[])[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    seen.push(await Promise.all(pids.map(rssMbOf)));
    await sleep(sampleEveryMs);
  }
  return pids.map((_pid, index) => median(seen.map((row) => row[index] ?? Number.NaN)));
};

/** Two workers of the product over each database, all at once and idle: what garbage is left meets all alike. */
export const compareIdleMemory = async (
  context: BenchContext,
  { empty, waiting }: { readonly empty: string; readonly waiting: string },
): Promise<{ readonly emptyMb: number; readonly waitingMb: number }> => {
  const workers = [empty, waiting, waiting, empty].map((uri) => startWorkerProcess(uri, nowhere));
  for (const worker of workers) context.onEnd(worker.kill);
  await sleep(settleMs);
  const [first = Number.NaN, second = Number.NaN, third = Number.NaN, fourth = Number.NaN] = await sampleAll(
    workers.map(({ pid }) => pid),
  );
  for (const worker of workers) await worker.kill();
  const [emptyMb, waitingMb] = [(first + fourth) / 2, (second + third) / 2];
  say(`claim: idle workers ${[first, second, third, fourth].map((mb) => mb.toFixed(1)).join(', ')} MB`);
  return { emptyMb, waitingMb };
};
