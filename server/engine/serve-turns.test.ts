import { describe, expect, it } from '@jest/globals';
import { asContactId, asShopId } from '../lib/brand.ts';
import type { EnrollmentId } from '../lib/brand.ts';
import { anEntry, noon } from '../testing/engine/enrollments.ts';
import { aMail, aProgram } from '../testing/engine/programs.ts';
import { createRunnerBench } from '../testing/engine/runner-bench.ts';
import type { RunnerBench } from '../testing/engine/runner-bench.ts';
import { createMemoryEngineStore } from './memory-engine-store.ts';
import { turnOf } from './turn-id.ts';

const signal = new AbortController().signal;
const program = aProgram([aMail('mail')]);
const big = asShopId('big.example');
const small = asShopId('small.example');

const dueOf = (shop: typeof big, count: number, contact = 'contact-1') =>
  Array.from({ length: count }, (_, n) =>
    anEntry({ shop, contact: asContactId(contact), about: `about-${n}` }),
  );

const served = ({ executor }: RunnerBench, shop: typeof big): number =>
  executor.performed.filter(({ enrollment }) => enrollment.shop === shop).length;

describe('fair share', () => {
  it('serves a small shop in the second turn at the latest, however much a big one has due', async () => {
    const bench = createRunnerBench(program);
    await bench.store.enrollMany([...dueOf(big, 2_000), ...dueOf(small, 5)]);

    await bench.runner.turnOnce(signal);
    await bench.runner.turnOnce(signal);

    expect(served(bench, small)).toBe(5);
  });

  it('serves everybody in the end, each once', async () => {
    const bench = createRunnerBench(program);
    await bench.store.enrollMany([...dueOf(big, 1_300), ...dueOf(small, 5)]);

    await bench.settle();

    const ids = bench.executor.performed.map(({ enrollment }): EnrollmentId => enrollment.id);
    expect(ids).toHaveLength(1_305);
    expect(new Set(ids).size).toBe(1_305);
  });

  it('takes no more than a batch in a turn', async () => {
    const bench = createRunnerBench(program);
    await bench.store.enrollMany(dueOf(big, 700));

    expect(await bench.runner.turnOnce(signal)).toMatchObject({ performed: 500, moved: 500 });
  });
});

describe('taking a suspicious turn one at a time', () => {
  const entries = dueOf(small, 4);
  const turn = turnOf(small, asContactId('contact-1'));

  const suspicious = async () => {
    let nowMs = 1_000_000;
    const store = createMemoryEngineStore({ leaseMs: 1_000, nowMs: () => nowMs });
    await store.enrollMany(entries);
    for (const token of ['one', 'two']) {
      await store.lease({ now: noon, share: 1, token });
      nowMs += 1_001;
    }
    return { store, loseLease: () => (nowMs += 1_001) };
  };

  it('writes down whom it is at before it is at them', async () => {
    const { store } = await suspicious();
    const tried: EnrollmentId[] = [];
    const watched = {
      ...store,
      markTrying: (...args: Parameters<typeof store.markTrying>) => {
        tried.push(args[2]);
        return store.markTrying(...args);
      },
    };
    const bench = createRunnerBench(program, { store: watched });
    const triedBefore: boolean[] = [];
    bench.executor.script = ({ enrollment }) => {
      triedBefore.push(tried.at(-1) === enrollment.id);
      return { kind: 'advance' };
    };

    await bench.runner.turnOnce(signal);

    expect(triedBefore).toEqual([true, true, true, true]);
  });

  it('stops when the lease is somebody else’s', async () => {
    const { store, loseLease } = await suspicious();
    const bench = createRunnerBench(program, { store });
    const { perform } = bench.executor;
    bench.executor.perform = async (...args) => {
      await perform(...args);
      loseLease();
      await store.lease({ now: noon, share: 1, token: 'thief' });
    };

    await bench.runner.turnOnce(signal);

    expect(bench.executor.performed).toHaveLength(1);
    expect(await store.renew([turn], 'thief')).toEqual(new Set([turn]));
  });

  it('stops between two of them when the worker is to stop, and gives the turn back', async () => {
    const { store } = await suspicious();
    const bench = createRunnerBench(program, { store });
    const stop = new AbortController();
    bench.executor.script = () => {
      stop.abort();
      return { kind: 'advance' };
    };

    await bench.runner.turnOnce(stop.signal);

    expect(bench.executor.performed).toHaveLength(1);
    const [next] = await store.lease({ now: noon, share: 1, token: 'next' });
    expect(next).toMatchObject({ claims: 1, trying: undefined });
  });
});
