import { describe, expect, it } from '@jest/globals';
import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import { stepBeside } from './step-beside.ts';

const step = (id: string, arms?: StepData[][]): StepData => ({
  id,
  key: arms === undefined ? 'wait' : 'branch',
  args: {},
  ...(arms !== undefined && { arms }),
});

/** a, then a branch of three ways (the middle one empty), with another branch in the last. */
const steps = [
  step('a'),
  step('b', [[step('b1'), step('b2')], [], [step('c', [[], [step('c1')]])]]),
  step('z'),
];

describe('the step beside another', () => {
  it.each([
    ['a branch', 'b', 'b1'],
    ['an arm, over an empty one', 'b2', 'c'],
    ['a branch whose first arm is empty', 'c', 'c1'],
  ])('to the right of %s', (_what, from, to) => {
    expect(stepBeside(steps, from, 1)).toBe(to);
  });

  it.each([
    ['the last arm, over an empty one', 'c', 'b1'],
    ['the first arm', 'b2', 'b'],
    ['an arm whose neighbours are empty', 'c1', 'c'],
  ])('to the left of %s', (_what, from, to) => {
    expect(stepBeside(steps, from, -1)).toBe(to);
  });

  it.each([
    ['a', 1],
    ['a', -1],
    ['z', -1],
    ['c1', 1],
    ['gone', 1],
  ] as const)('is none for %s by %s', (from, by) => {
    expect(stepBeside(steps, from, by)).toBeUndefined();
  });
});
