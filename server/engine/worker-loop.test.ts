import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../lib/clock.ts';
import { silentLogger } from '../lib/logger.ts';
import { anEntry, minutesAfter, noon } from '../testing/engine/enrollments.ts';
import { aMail, aProgram } from '../testing/engine/programs.ts';
import { createRunnerBench } from '../testing/engine/runner-bench.ts';
import { createMemoryEngineStore } from './memory-engine-store.ts';
import { createWorkerLoop } from './worker-loop.ts';

const deps = { store: createMemoryEngineStore(), clock: createManualClock(noon), logger: silentLogger };

describe('the worker’s loop', () => {
  it('turns again at once while there is work', async () => {
    const stop = new AbortController();
    let left = 5;
    const loop = createWorkerLoop(deps, async () => {
      left -= 1;
      if (left === 0) stop.abort();
      return { moved: 1 };
    });

    await loop.run(stop.signal);

    expect(left).toBe(0);
  });

  it('sleeps when there is none, and wakes when told', async () => {
    const stop = new AbortController();
    let turns = 0;
    const loop = createWorkerLoop(deps, async () => {
      turns += 1;
      if (turns === 1) setImmediate(() => loop.wake());
      else stop.abort();
      return { moved: 0 };
    });

    await loop.run(stop.signal);

    expect(turns).toBe(2);
  });

  it('does not sleep over a wake-up that came while it was working', async () => {
    const stop = new AbortController();
    let turns = 0;
    const loop = createWorkerLoop(deps, async () => {
      turns += 1;
      if (turns < 3) loop.wake();
      else stop.abort();
      return { moved: 0 };
    });

    await loop.run(stop.signal);

    expect(turns).toBe(3);
  });

  it('goes on after the database was gone', async () => {
    const stop = new AbortController();
    let turns = 0;
    const loop = createWorkerLoop(deps, async () => {
      turns += 1;
      if (turns < 3) throw new Error('connection lost');
      stop.abort();
      return { moved: 1 };
    });

    await loop.run(stop.signal);

    expect(turns).toBe(3);
  });

  it('stops in the middle of a sleep', async () => {
    const stop = new AbortController();
    const loop = createWorkerLoop(deps, async () => {
      setImmediate(() => stop.abort());
      return { moved: 0 };
    });

    await expect(loop.run(stop.signal)).resolves.toBeUndefined();
  });

  it('performs what becomes due while it runs', async () => {
    const bench = createRunnerBench(aProgram([aMail('mail-1')]));
    const stop = new AbortController();
    bench.executor.script = () => {
      stop.abort();
      return { kind: 'advance' };
    };
    const running = bench.runner.run(stop.signal);

    await bench.store.enroll(anEntry({ step: 'mail-1', dueAt: minutesAfter(noon, 30) }));
    bench.clock.set(minutesAfter(noon, 30));
    bench.runner.wake();
    await running;

    expect(bench.executor.performed).toHaveLength(1);
  });
});
