import { describe, expect, it } from '@jest/globals';
import { aBranch, aMail, aProgram, aWait } from '../testing/engine/programs.ts';
import { allSteps, findStep, firstOfArm, isBehind, stepAfter } from './cursor.ts';

const inner = aBranch('inner', {}, [[aMail('deep-1'), aMail('deep-2')], []]);
const outer = aBranch('outer', {}, [[aMail('yes')], [aWait('no', {}), inner]]);
const program = aProgram([aWait('first', {}), outer, aMail('last')]);

describe('finding a step', () => {
  it.each(['first', 'outer', 'yes', 'inner', 'deep-2', 'last'])('finds %s wherever it stands', (id) => {
    expect(findStep(program, id)?.id).toBe(id);
  });

  it('finds nothing that is not there', () => {
    expect(findStep(program, 'gone')).toBeUndefined();
  });

  it('lists every step as they are read', () => {
    const ids = allSteps(program.steps).map(({ id }) => id);

    expect(ids).toEqual(['first', 'outer', 'yes', 'no', 'inner', 'deep-1', 'deep-2', 'last']);
  });
});

describe('the step after', () => {
  it.each([
    ['first', 'outer'],
    ['outer', 'last'],
    ['no', 'inner'],
    ['deep-1', 'deep-2'],
    ['yes', 'last'],
    ['inner', 'last'],
    ['deep-2', 'last'],
  ])('%s is %s', (id, next) => {
    expect(stepAfter(program, id)?.id).toBe(next);
  });

  it('is none at the end, and none for a step that is gone', () => {
    expect(stepAfter(program, 'last')).toBeUndefined();
    expect(stepAfter(program, 'gone')).toBeUndefined();
  });

  it('is none out of an arm of the last branch', () => {
    const ending = aProgram([aBranch('only', {}, [[aMail('yes')], []])]);

    expect(stepAfter(ending, 'yes')).toBeUndefined();
    expect(stepAfter(ending, 'only')).toBeUndefined();
  });
});

describe('the first step of an arm', () => {
  it('is its first', () => {
    expect(firstOfArm(program, outer, 1)?.id).toBe('no');
  });

  it('is what comes behind the branch when the arm is empty', () => {
    expect(firstOfArm(program, inner, 1)?.id).toBe('last');
  });
});

describe('what lies behind', () => {
  it('is what comes earlier in the program, in whatever arm', () => {
    expect(isBehind(program, 'deep-1', 'last')).toBe(true);
    expect(isBehind(program, 'last', 'deep-1')).toBe(false);
    expect(isBehind(program, 'last', 'last')).toBe(false);
  });

  it('is a step that the program lost', () => {
    expect(isBehind(program, 'gone', 'last')).toBe(true);
  });
});
