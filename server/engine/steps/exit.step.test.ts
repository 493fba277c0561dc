import { expect, it } from '@jest/globals';
import { anEnrollment, noon } from '../../testing/engine/enrollments.ts';
import { anExit, aProgram } from '../../testing/engine/programs.ts';
import { exitStep } from './exit.step.ts';

const input = {
  enrollment: anEnrollment(),
  program: aProgram([anExit('exit', 'x')]),
  facts: { zone: 'UTC' },
  now: noon,
};

it('ends the flow with its reason', () => {
  expect(exitStep.decide({ reason: 'not_for_them' }, input)).toEqual({
    kind: 'exit',
    reason: 'not_for_them',
  });
});

it('needs nothing and takes no exit without a reason', () => {
  expect(exitStep.needs({ reason: 'x' })).toEqual([]);
  expect(exitStep.armCount({ reason: 'x' })).toBe(0);
  expect(() => exitStep.parse({ reason: '' })).toThrow('reason');
});
