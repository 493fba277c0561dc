import { describe, expect, it } from '@jest/globals';
import { EncoreError } from '../lib/errors.ts';
import { anEntry, minutesAfter, noon } from '../testing/engine/enrollments.ts';
import { aMail, aProgram } from '../testing/engine/programs.ts';
import { createFakeExecutor, createRunnerBench } from '../testing/engine/runner-bench.ts';
import type { RunnerBench } from '../testing/engine/runner-bench.ts';
import { stepsWith } from '../testing/engine/steps.ts';
import { enrollmentIdOf } from './enrollment-id.ts';
import type { Enrollment } from './enrollment.ts';
import { createMemoryEngineStore } from './memory-engine-store.ts';
import type { Decision } from './step.ts';
import { turnOf } from './turn-id.ts';

const signal = new AbortController().signal;
const entry = anEntry({ step: 'odd' });
const id = enrollmentIdOf(entry);
const turn = turnOf(entry.shop, entry.contact);
const odd = aProgram([{ id: 'odd', key: 'odd', args: {} }, aMail('mail-1')]);

const read = async ({ store }: RunnerBench): Promise<Enrollment> => {
  const [found] = await store.findMany([id]);
  if (found === undefined) throw new EncoreError('not_found');
  return found;
};

const throwing = (error: unknown) =>
  stepsWith((): Decision => {
    throw error;
  });

/** Winds the clock to the enrollment's next due time. */
const passToDue = async (bench: RunnerBench): Promise<void> => {
  const { dueAt } = await read(bench);
  if (dueAt !== undefined) bench.clock.set(dueAt);
};

describe('a step that throws', () => {
  it('is tried again after a minute, doubled each time', async () => {
    const bench = createRunnerBench(odd, { steps: throwing(new TypeError('oops')) });
    await bench.store.enroll(entry);
    const delays: number[] = [];

    for (const _ of [1, 2, 3, 4]) {
      await passToDue(bench);
      await bench.runner.turnOnce(signal);
      const { dueAt } = await read(bench);
      delays.push(((dueAt?.getTime() ?? 0) - bench.clock.now().getTime()) / 60_000);
    }

    expect(delays).toEqual([1, 2, 4, 8]);
    expect(await read(bench)).toMatchObject({ state: 'waiting', attempts: 4, step: 'odd' });
  });

  it('is quarantined the fifth time, with its code', async () => {
    const bench = createRunnerBench(odd, { steps: throwing(new EncoreError('render_failed')) });
    await bench.store.enroll(entry);

    for (const _ of [1, 2, 3, 4, 5]) {
      await passToDue(bench);
      await bench.runner.turnOnce(signal);
    }

    expect(await read(bench)).toMatchObject({ state: 'quarantined', exitReason: 'render_failed' });
    expect(bench.decisions.lines()).toEqual([
      ...Array.from({ length: 4 }, () => 'deferred odd render_failed'),
      'quarantined odd render_failed',
    ]);
  });

  it('does not keep the others of its batch', async () => {
    let calls = 0;
    const steps = stepsWith(() => {
      calls += 1;
      if (calls === 1) throw new TypeError('oops');
      return { kind: 'next' };
    });
    const bench = createRunnerBench(odd, { steps });
    await bench.store.enrollMany([
      entry,
      anEntry({ step: 'odd', about: 'other', dueAt: minutesAfter(noon, 0) }),
    ]);

    await bench.runner.turnOnce(signal);

    expect(bench.executor.performed).toHaveLength(1);
    expect(bench.decisions.lines()).toContain('deferred odd step_failed');
  });

  it('starts afresh in another step', async () => {
    let isBroken = true;
    const steps = stepsWith(() => {
      if (isBroken) throw new TypeError('oops');
      return { kind: 'next' };
    });
    const bench = createRunnerBench(odd, { steps });
    await bench.store.enroll(entry);
    await bench.runner.turnOnce(signal);
    isBroken = false;
    await passToDue(bench);
    bench.executor.script = () => ({ kind: 'again', at: minutesAfter(noon, 60), reason: 'busy' });

    await bench.runner.turnOnce(signal);

    expect(await read(bench)).toMatchObject({ step: 'mail-1', attempts: 0 });
  });
});

describe('what cannot be read', () => {
  it('quarantines an enrollment whose version is gone, and says so', async () => {
    const bench = createRunnerBench(odd, { programs: { load: async () => new Map() } });
    await bench.store.enroll(entry);

    await bench.runner.turnOnce(signal);

    expect(await read(bench)).toMatchObject({
      state: 'quarantined',
      exitReason: 'stored_document_unreadable',
    });
    expect(bench.decisions.lines()).toEqual(['quarantined odd stored_document_unreadable']);
  });

  it('tries again where a step is unknown, for another worker may know it', async () => {
    const bench = createRunnerBench(aProgram([{ id: 'odd', key: 'jump', args: {} }]));
    await bench.store.enroll(entry);

    await bench.runner.turnOnce(signal);

    expect(await read(bench)).toMatchObject({ state: 'waiting', attempts: 1 });
    expect(bench.decisions.lines()).toEqual(['deferred odd step_unknown']);
  });

  it('tries again where the facts of somebody are missing', async () => {
    const bench = createRunnerBench(odd, { facts: { load: async () => new Map() } });
    await bench.store.enroll(entry);

    await bench.runner.turnOnce(signal);

    expect(await read(bench)).toMatchObject({ state: 'waiting', attempts: 1 });
    expect(bench.decisions.lines()).toEqual(['deferred odd not_found']);
  });

  it('asks for the facts that the program’s steps need, no others', async () => {
    const asked: string[][] = [];
    const bench = createRunnerBench(odd, {
      facts: {
        load: async (enrollments, names) => {
          asked.push([...names].toSorted());
          return new Map(enrollments.map((one) => [one.id, { zone: 'UTC' }]));
        },
      },
    });
    await bench.store.enroll(entry);

    await bench.runner.turnOnce(signal);

    expect(asked).toEqual([['contact', 'zone']]);
  });
});

describe('an executor that throws', () => {
  it('is charged to those it had not settled', async () => {
    const other = anEntry({ step: 'mail-1', about: 'other' });
    const executor = createFakeExecutor();
    executor.perform = async (requests, _context, settle) => {
      const settled = requests.filter(({ enrollment }) => enrollment.about === 'other');
      await settle(new Map(settled.map(({ enrollment }) => [enrollment.id, { kind: 'advance' }])));
      throw new EncoreError('platform_call_failed');
    };
    const bench = createRunnerBench(odd, { executors: [executor] });
    await bench.store.enrollMany([entry, other]);

    await bench.runner.turnOnce(signal);

    expect(bench.decisions.lines()).toEqual(['done end_of_flow', 'deferred mail-1 platform_call_failed']);
    expect((await bench.store.findMany([enrollmentIdOf(other)]))[0]?.state).toBe('done');
  });

  it('is tried again where nobody performs the effect', async () => {
    const bench = createRunnerBench(odd, { executors: [] });
    await bench.store.enroll(entry);

    await bench.runner.turnOnce(signal);

    expect(bench.decisions.lines()).toEqual(['deferred mail-1 step_unknown']);
  });
});

describe('quarantine', () => {
  const leaseMs = 15_000;

  /** A store whose holders can vanish: leases run out when time is let pass. */
  const crashing = async () => {
    let nowMs = 1_000_000;
    const store = createMemoryEngineStore({ leaseMs, nowMs: () => nowMs });
    const vanish = async (token: string, trying = false): Promise<void> => {
      await store.lease({ now: noon, share: 1, token });
      if (trying) await store.markTrying(turn, token, id);
      nowMs += leaseMs + 1;
    };
    await store.enrollMany([anEntry({ step: 'mail-1', about: 'other' }), entry]);
    return { vanish, bench: createRunnerBench(odd, { store }) };
  };

  it('takes a turn one enrollment at a time once two holders have vanished', async () => {
    const { vanish, bench } = await crashing();
    await vanish('one');
    await vanish('two');

    await bench.runner.turnOnce(signal);

    expect(bench.executor.matched.map(({ size }) => size)).toEqual([1, 1]);
    expect(await bench.store.countDue(noon)).toBe(0);
  });

  it('takes it together as long as only one has', async () => {
    const { vanish, bench } = await crashing();
    await vanish('one');

    await bench.runner.turnOnce(signal);

    expect(bench.executor.matched.map(({ size }) => size)).toEqual([2]);
  });

  it('takes out the one that the last holder was at alone, and serves the others', async () => {
    const { vanish, bench } = await crashing();
    await vanish('one');
    await vanish('two');
    await vanish('three', true);

    await bench.runner.turnOnce(signal);

    expect(await read(bench)).toMatchObject({ state: 'quarantined', exitReason: 'worker_lost' });
    expect(bench.decisions.lines()).toContain('quarantined odd worker_lost');
    expect(bench.executor.performed.map(({ enrollment }) => enrollment.about)).toEqual(['other']);
  });

  it('never takes out somebody who only waits', async () => {
    const { bench } = await crashing();
    bench.executor.script = () => ({ kind: 'again', at: bench.clock.now(), reason: 'barrier' });

    for (const _ of [1, 2, 3, 4, 5, 6]) await bench.runner.turnOnce(signal);

    expect(await read(bench)).toMatchObject({ state: 'waiting', attempts: 0 });
  });
});
