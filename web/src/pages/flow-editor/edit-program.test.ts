import { describe, expect, it } from '@jest/globals';
import type { ProgramData, StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import {
  addStep,
  allSteps,
  changeStep,
  findStep,
  moveStep,
  neighboursOf,
  pathOf,
  removeStep,
} from './edit-program.ts';

const wait = (id: string): StepData => ({ id, key: 'wait', args: { for: 'PT1H' } });
const mail = (id: string): StepData => ({ id, key: 'send-email', args: { template: id } });
const branch = (id: string, ...arms: StepData[][]): StepData => ({ id, key: 'branch', args: {}, arms });

const program: ProgramData = {
  trigger: { kind: 'abandoned-checkout', args: {} },
  reEntry: { kind: 'once-per-about' },
  holdout: 0,
  priority: 1,
  usefulFor: 'PT72H',
  steps: [
    wait('wait-1'),
    branch('split', [mail('a'), wait('w')], [branch('inner', [], [mail('b')])]),
    mail('c'),
  ],
};

const ids = ({ steps }: ProgramData): readonly string[] => allSteps(steps).map(({ id }) => id);

describe('finding a step', () => {
  it.each([
    ['wait-1', 'steps.0'],
    ['a', 'steps.1.arms.0.0'],
    ['b', 'steps.1.arms.1.0.arms.1.0'],
    ['c', 'steps.2'],
  ])('finds %s and the path of its faults', (id, path) => {
    expect(findStep(program, id)?.id).toBe(id);
    expect(pathOf(program, id)).toBe(path);
  });

  it('knows what is not there', () => {
    expect([findStep(program, 'nope'), pathOf(program, 'nope')]).toEqual([undefined, undefined]);
  });
});

describe('adding a step', () => {
  it.each([
    [{ after: 'wait-1' }, ['wait-1', 'NEW', 'split', 'a', 'w', 'inner', 'b', 'c']],
    [{ after: 'a' }, ['wait-1', 'split', 'a', 'NEW', 'w', 'inner', 'b', 'c']],
    [{ first: 'program' }, ['NEW', 'wait-1', 'split', 'a', 'w', 'inner', 'b', 'c']],
    [{ first: 'arm', branch: 'inner', arm: 0 }, ['wait-1', 'split', 'a', 'w', 'inner', 'NEW', 'b', 'c']],
  ] as const)('puts it at %j', (spot, expected) => {
    const added = addStep(program, { spot, kind: 'exit', taken: [] });

    expect(ids(added?.program ?? program).map((id) => (id === added?.id ? 'NEW' : id))).toEqual(expected);
  });

  it('gives it an id that nothing here or in another version has', () => {
    const added = addStep(program, { spot: { first: 'program' }, kind: 'wait', taken: ['wait-2', 'wait-3'] });

    expect(added?.id).toBe('wait-4');
  });

  it('gives a branch its two ways, empty: what follows goes on behind it', () => {
    const added = addStep(program, { spot: { after: 'wait-1' }, kind: 'branch', taken: [] });

    expect(findStep(added?.program ?? program, added?.id ?? '')?.arms).toEqual([[], []]);
  });

  it('does nothing where there is no such place', () => {
    expect(addStep(program, { spot: { after: 'nope' }, kind: 'wait', taken: [] })).toBeUndefined();
    expect(
      addStep(program, { spot: { first: 'arm', branch: 'c', arm: 0 }, kind: 'wait', taken: [] }),
    ).toBeUndefined();
  });
});

describe('changing the order', () => {
  it('moves within its own list and stops at its ends', () => {
    expect(ids(moveStep(program, 'a', 1))).toEqual(['wait-1', 'split', 'w', 'a', 'inner', 'b', 'c']);
    expect(ids(moveStep(program, 'c', -1))).toEqual(['wait-1', 'c', 'split', 'a', 'w', 'inner', 'b']);
    expect(moveStep(program, 'a', -1)).toBe(program);
    expect(moveStep(program, 'c', 1)).toBe(program);
  });

  it('says who has neighbours, and the place in the list', () => {
    expect(neighboursOf(program, 'a')).toEqual({ before: false, behind: true, position: 1, of: 2 });
    expect(neighboursOf(program, 'c')).toEqual({ before: true, behind: false, position: 3, of: 3 });
  });
});

describe('changing and removing', () => {
  it('changes one step and leaves every other the object it was', () => {
    const changed = changeStep(program, 'b', { args: { template: 'other' } });

    expect(findStep(changed, 'b')?.args).toEqual({ template: 'other' });
    expect(changed.steps[0]).toBe(program.steps[0]);
    expect(findStep(changed, 'a')).toBe(findStep(program, 'a'));
    expect(findStep(program, 'b')?.args).toEqual({ template: 'b' });
  });

  it('takes a branch away with all that is in it', () => {
    expect(ids(removeStep(program, 'split'))).toEqual(['wait-1', 'c']);
    expect(ids(removeStep(program, 'b'))).toEqual(['wait-1', 'split', 'a', 'w', 'inner', 'c']);
    expect(removeStep(program, 'nope')).toBe(program);
  });
});
