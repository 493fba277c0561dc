import { describe, expect, it } from '@jest/globals';
import { asContactId } from '../lib/brand.ts';
import { EncoreError } from '../lib/errors.ts';
import { anEntry, minutesAfter, noon } from '../testing/engine/enrollments.ts';
import { aBranch, aMail, anExit, aProgram, aWait } from '../testing/engine/programs.ts';
import { createRunnerBench } from '../testing/engine/runner-bench.ts';
import type { RunnerBench } from '../testing/engine/runner-bench.ts';
import { stepsWith } from '../testing/engine/steps.ts';
import { enrollmentIdOf } from './enrollment-id.ts';
import type { Enrollment } from './enrollment.ts';
import { shareOf } from './runner.ts';

const signal = new AbortController().signal;
const id = enrollmentIdOf(anEntry());

const series = aProgram([
  aWait('wait-1', { for: 'PT30M', from: 'entry' }),
  aMail('mail-1'),
  aWait('wait-2', { for: 'PT30H', from: 'entry' }),
  aMail('mail-2'),
]);

const entered = anEntry({ step: 'wait-1', dueAt: minutesAfter(noon, 30) });

const read = async ({ store }: RunnerBench): Promise<Enrollment> => {
  const [found] = await store.findMany([id]);
  if (found === undefined) throw new EncoreError('not_found');
  return found;
};

const stepsPerformed = ({ executor }: RunnerBench): string[] =>
  executor.performed.map(({ enrollment }) => enrollment.step);

describe('a turn', () => {
  it('does nothing while nothing is due', async () => {
    const bench = createRunnerBench(series);
    await bench.store.enroll(entered);

    expect(await bench.runner.turnOnce(signal)).toEqual({ leased: 0, moved: 0, performed: 0 });
    expect(bench.executor.performed).toEqual([]);
  });

  it('performs what is due and puts the enrollment in the wait behind it', async () => {
    const bench = createRunnerBench(series);
    await bench.store.enroll(entered);
    bench.clock.advance(30 * 60_000);

    const result = await bench.runner.turnOnce(signal);

    expect(result).toEqual({ leased: 1, moved: 1, performed: 1 });
    expect(bench.executor.performed).toEqual([
      expect.objectContaining({
        args: { template: 'mail-1' },
        enrollment: expect.objectContaining({ step: 'mail-1', rev: 0, plannedAt: minutesAfter(noon, 30) }),
      }),
    ]);
    expect(await read(bench)).toMatchObject({ step: 'wait-2', dueAt: minutesAfter(noon, 30 * 60), rev: 1 });
    expect(bench.decisions.lines()).toEqual(['waited wait-2 wait']);
  });

  it('walks a whole flow to its end, each mail once', async () => {
    const bench = createRunnerBench(series);
    await bench.store.enroll(entered);

    for (const minutes of [30, 31 * 60]) {
      bench.clock.set(minutesAfter(noon, minutes));
      await bench.settle();
    }

    expect(stepsPerformed(bench)).toEqual(['mail-1', 'mail-2']);
    expect(await read(bench)).toMatchObject({ state: 'done' });
    expect(bench.decisions.lines()).toEqual(['waited wait-2 wait', 'done end_of_flow']);
    expect(await bench.store.nextDueAt()).toBeUndefined();
  });

  it('performs mails that stand behind each other in turns that follow each other', async () => {
    const bench = createRunnerBench(aProgram([aMail('mail-1'), aMail('mail-2')]));
    await bench.store.enroll(anEntry({ step: 'mail-1' }));

    await bench.settle();

    expect(stepsPerformed(bench)).toEqual(['mail-1', 'mail-2']);
  });

  it('decides for the planned time a little late, for the real time when very late', async () => {
    const chain = aProgram([
      aWait('wait-1', { for: 'PT30M' }),
      aWait('wait-2', { for: 'PT3M' }),
      aMail('mail-1'),
    ]);
    const late = createRunnerBench(chain);
    await late.store.enroll(entered);
    late.clock.set(minutesAfter(noon, 34));

    await late.runner.turnOnce(signal);

    expect(late.executor.performed).toEqual([]);
    expect(await read(late)).toMatchObject({ step: 'wait-2', dueAt: minutesAfter(noon, 33) });

    const veryLate = createRunnerBench(chain);
    await veryLate.store.enroll(entered);
    veryLate.clock.set(minutesAfter(noon, 90));

    await veryLate.runner.turnOnce(signal);

    expect(stepsPerformed(veryLate)).toEqual(['mail-1']);
  });

  it('takes no more turns than its share', async () => {
    const contacts = Array.from({ length: 60 }, (_, n) => asContactId(`contact-${n}`));
    const bench = createRunnerBench(series, { liveWorkers: async () => 4 });
    await bench.store.enrollMany(contacts.map((contact) => anEntry({ contact, step: 'mail-1' })));

    expect((await bench.runner.turnOnce(signal)).leased).toBe(2);
  });
});

describe('a share', () => {
  it.each([
    [1, 1, 1],
    [10, 3, 4],
    [1_000, 2, 60],
    [1, 50, 1],
    [8, 0, 8],
  ])('of %s due for %s workers is %s', (due, workers, share) => {
    expect(shareOf(due, workers)).toBe(share);
  });
});

describe('decisions without an effect', () => {
  const isGerman = { when: { property: 'country', is: 'equals', value: 'DE' } };

  it('exits by a step, with its reason', async () => {
    const bench = createRunnerBench(
      aProgram([aBranch('german', isGerman, [[aMail('mail')], [anExit('leave', 'abroad')]])]),
    );
    await bench.store.enroll(anEntry({ step: 'german' }));

    await bench.runner.turnOnce(signal);

    expect(await read(bench)).toMatchObject({ state: 'exited', exitReason: 'abroad' });
    expect(bench.decisions.lines()).toEqual(['branched german arm_2', 'exited abroad']);
  });

  it('fails visibly where a date is missing', async () => {
    const bench = createRunnerBench(
      aProgram([aWait('wait-1', { untilProperty: { of: 'contact', property: 'none' } })]),
    );
    await bench.store.enroll(anEntry({ step: 'wait-1' }));

    await bench.runner.turnOnce(signal);

    expect(await read(bench)).toMatchObject({ state: 'failed', exitReason: 'wait_date_missing' });
    expect(bench.decisions.lines()).toEqual(['failed wait-1 wait_date_missing']);
  });

  it('moves a whole batch by one write', async () => {
    const bench = createRunnerBench(aProgram([anExit('leave', 'over')]));
    const entries = Array.from({ length: 40 }, (_, n) => anEntry({ about: `about-${n}`, step: 'leave' }));
    await bench.store.enrollMany(entries);

    expect(await bench.runner.turnOnce(signal)).toEqual({ leased: 1, moved: 40, performed: 0 });
    expect(bench.decisions.records).toHaveLength(40);
  });
});

describe('what becomes of an effect', () => {
  const alone = aProgram([aMail('mail-1'), aWait('wait-1', { for: 'PT1H' }), aMail('mail-2')]);
  const enrolled = async (): Promise<RunnerBench> => {
    const bench = createRunnerBench(alone);
    await bench.store.enroll(anEntry({ step: 'mail-1' }));
    return bench;
  };

  it('comes again at the time told, in the same step, with the reason recorded', async () => {
    const bench = await enrolled();
    bench.executor.script = () => ({ kind: 'again', at: minutesAfter(noon, 10), reason: 'quiet_hours' });

    await bench.runner.turnOnce(signal);

    expect(await read(bench)).toMatchObject({
      step: 'mail-1',
      dueAt: minutesAfter(noon, 10),
      plannedAt: noon,
      rev: 1,
    });
    expect(bench.decisions.lines()).toEqual(['deferred mail-1 quiet_hours']);
  });

  it('exits', async () => {
    const bench = await enrolled();
    bench.executor.script = () => ({ kind: 'exit', reason: 'settled' });

    await bench.runner.turnOnce(signal);

    expect(await read(bench)).toMatchObject({ state: 'exited', exitReason: 'settled' });
  });

  it('is left to a later claim', async () => {
    const bench = await enrolled();
    bench.executor.script = () => ({ kind: 'drop' });

    await bench.runner.turnOnce(signal);

    expect(await read(bench)).toMatchObject({ step: 'mail-1', rev: 0, dueAt: noon });
    expect(bench.decisions.records).toEqual([]);
  });

  it('tells the executor whose move did not match, and explains nothing that did not happen', async () => {
    const bench = await enrolled();
    bench.executor.perform = async (requests, _context, settle) => {
      await bench.store.exit(id, 'settled');
      const again = { kind: 'again', at: minutesAfter(noon, 1), reason: 'throttled' } as const;
      bench.executor.matched.push(
        await settle(new Map(requests.map(({ enrollment }) => [enrollment.id, again]))),
      );
    };

    await bench.runner.turnOnce(signal);

    expect(bench.executor.matched).toEqual([new Set()]);
    expect(bench.decisions.records).toEqual([]);
    expect(await read(bench)).toMatchObject({ state: 'exited', exitReason: 'settled' });
  });

  it('ignores outcomes for somebody it was not asked about', async () => {
    const bench = await enrolled();
    const stranger = enrollmentIdOf(anEntry({ about: 'stranger' }));
    bench.executor.perform = async (_requests, _context, settle) => {
      bench.executor.matched.push(await settle(new Map([[stranger, { kind: 'advance' }]])));
    };

    await bench.runner.turnOnce(signal);

    expect(bench.executor.matched).toEqual([new Set()]);
  });

  it('never comes again when the step behind it throws; that step is charged instead', async () => {
    const steps = stepsWith(() => {
      throw new EncoreError('render_failed');
    });
    const bench = createRunnerBench(aProgram([aMail('mail-1'), { id: 'odd', key: 'odd', args: {} }]), {
      steps,
    });
    await bench.store.enroll(anEntry({ step: 'mail-1' }));

    await bench.settle();

    expect(stepsPerformed(bench)).toEqual(['mail-1']);
    expect(await read(bench)).toMatchObject({ step: 'odd', attempts: 1 });
    expect(bench.decisions.lines()).toEqual(['deferred odd render_failed']);
  });

  it('hands out a lease that renews and knows what is still held', async () => {
    const bench = await enrolled();
    const held: boolean[] = [];
    bench.executor.perform = async (requests, { lease }) => {
      for (const { enrollment } of requests)
        held.push((await lease.renew([enrollment.turn])).has(enrollment.turn));
    };

    await bench.runner.turnOnce(signal);

    expect(held).toEqual([true]);
  });

  it('gives the turn back whatever happens', async () => {
    const bench = await enrolled();
    bench.executor.perform = async () => {
      throw Object.assign(new Error('connection lost'), { name: 'MongoNetworkError' });
    };

    await expect(bench.runner.turnOnce(signal)).rejects.toThrow('connection lost');

    expect(await read(bench)).toMatchObject({ rev: 0, attempts: 0 });
    expect(await bench.store.countDue(noon)).toBe(1);
  });
});
