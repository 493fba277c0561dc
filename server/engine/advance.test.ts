import { describe, expect, it } from '@jest/globals';
import { EncoreError } from '../lib/errors.ts';
import { anEnrollment, minutesAfter, noon } from '../testing/engine/enrollments.ts';
import { aBranch, aMail, anExit, aProgram, aWait } from '../testing/engine/programs.ts';
import { stepsWith, testSteps } from '../testing/engine/steps.ts';
import { advance, advanceAfter } from './advance.ts';
import type { WalkInput } from './advance.ts';
import type { FlowProgram } from './program.ts';

const isGerman = { when: { property: 'country', is: 'equals', value: 'DE' } };

const program = aProgram([
  aWait('wait-1', { for: 'PT30M', from: 'entry' }),
  aMail('mail-1'),
  aWait('wait-2', { for: 'PT30H', from: 'entry' }),
  aBranch('german', isGerman, [[aMail('mail-2')], [anExit('leave', 'not_german')]]),
  aMail('mail-3'),
]);

const walkFrom = (step: string, now: Date, more: Partial<WalkInput> = {}): WalkInput => ({
  program,
  enrollment: anEnrollment({ step }),
  facts: { zone: 'UTC', contact: { country: 'DE' } },
  now,
  steps: testSteps,
  ...more,
});

describe('walking from the step it stands in', () => {
  it('rests in a wait that is not over, at the planned time of the step before', () => {
    expect(advance(walkFrom('wait-1', noon))).toEqual({
      kind: 'wait-until',
      step: 'wait-1',
      plannedAt: noon,
      at: minutesAfter(noon, 30),
    });
  });

  it('goes through a wait that is over and rests before the effect, planned for when the wait ended', () => {
    expect(advance(walkFrom('wait-1', minutesAfter(noon, 34)))).toEqual({
      kind: 'perform',
      step: 'mail-1',
      plannedAt: minutesAfter(noon, 30),
      effect: 'send-email',
      args: { template: 'mail-1' },
    });
  });

  it('takes the arm that holds', () => {
    expect(advance(walkFrom('german', noon))).toMatchObject({ kind: 'perform', step: 'mail-2' });
    expect(advance(walkFrom('german', noon, { facts: { zone: 'UTC', contact: {} } }))).toEqual({
      kind: 'exit',
      step: 'leave',
      plannedAt: noon,
      taken: [{ step: 'german', arm: 1 }],
      reason: 'not_german',
    });
  });

  it('goes on behind the branch when the arm is empty', () => {
    const skipping = aProgram([aBranch('german', isGerman, [[], [aMail('mail-2')]]), aMail('mail-3')]);

    expect(advance(walkFrom('german', noon, { program: skipping }))).toMatchObject({ step: 'mail-3' });
  });

  it('comes to the end', () => {
    const short: FlowProgram = aProgram([aWait('wait-1', { for: 'PT30M' })]);

    expect(advance(walkFrom('wait-1', minutesAfter(noon, 30), { program: short }))).toEqual({
      kind: 'done',
      step: 'wait-1',
      plannedAt: minutesAfter(noon, 30),
    });
  });

  it('does not drift: a wait behind a late wait counts from its planned time', () => {
    const chain = aProgram([
      aWait('wait-1', { for: 'PT10M' }),
      aWait('wait-2', { for: 'PT10M' }),
      aMail('mail-1'),
    ]);

    expect(advance(walkFrom('wait-1', minutesAfter(noon, 13), { program: chain }))).toEqual({
      kind: 'wait-until',
      step: 'wait-2',
      plannedAt: minutesAfter(noon, 10),
      at: minutesAfter(noon, 20),
    });
  });

  it('hands a deferral and a failure on', () => {
    const odd = aProgram([{ id: 'odd', key: 'odd', args: {} }]);
    const later = minutesAfter(noon, 5);
    const deferring = stepsWith(() => ({ kind: 'defer', at: later, reason: 'busy' }));
    const failing = stepsWith(() => ({ kind: 'fail', reason: 'broken' }));

    expect(advance(walkFrom('odd', noon, { program: odd, steps: deferring }))).toEqual({
      kind: 'defer',
      step: 'odd',
      plannedAt: noon,
      at: later,
      reason: 'busy',
    });
    expect(advance(walkFrom('odd', noon, { program: odd, steps: failing }))).toMatchObject({
      kind: 'fail',
      reason: 'broken',
    });
  });

  it('throws for a step that the version does not have, and for one that nobody defines', () => {
    const unknown = aProgram([{ id: 'jump', key: 'jump', args: {} }]);
    const stepUnknown = expect.objectContaining({ code: 'step_unknown' });

    expect(() => advance(walkFrom('gone', noon))).toThrow(EncoreError);
    expect(() => advance(walkFrom('jump', noon, { program: unknown }))).toThrow(stepUnknown);
  });
});

describe('walking on from behind a settled effect', () => {
  it('rests in the next wait', () => {
    expect(advanceAfter(walkFrom('mail-1', minutesAfter(noon, 31)))).toEqual({
      kind: 'wait-until',
      step: 'wait-2',
      plannedAt: noon,
      at: minutesAfter(noon, 30 * 60),
    });
  });

  it('leaves an arm for what comes behind its branch', () => {
    expect(advanceAfter(walkFrom('mail-2', noon))).toMatchObject({ kind: 'perform', step: 'mail-3' });
  });

  it('is done behind the last step', () => {
    expect(advanceAfter(walkFrom('mail-3', noon))).toEqual({ kind: 'done', step: 'mail-3', plannedAt: noon });
  });
});
