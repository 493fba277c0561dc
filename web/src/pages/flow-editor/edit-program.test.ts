import { describe, expect, it } from '@jest/globals';
import type { ProgramData, StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import {
  addCopy,
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

describe('a copy of a step', () => {
  const draw = {
    id: 'branch-1',
    key: 'branch',
    args: { experiment: 'branch-1', weights: [1, 1] },
    arms: [[{ id: 'email-1', key: 'send-email', args: { template: 'checkout-1' } }], []],
  };
  const one = { ...program, steps: [draw] };

  it('takes everything in it along, under ids of its own, and draws anew', () => {
    const added = addCopy(one, { spot: { after: 'branch-1' }, step: draw, taken: ['email-2'] });

    expect(added?.id).toBe('branch-2');
    expect(added?.program.steps[0]).toBe(draw);
    expect(added?.program.steps[1]).toEqual({
      ...draw,
      id: 'branch-2',
      args: { experiment: 'branch-2', weights: [1, 1] },
      arms: [[{ id: 'email-3', key: 'send-email', args: { template: 'checkout-1' } }], []],
    });
  });

  it('may be put into the very step that it is of', () => {
    const spot = { first: 'arm', branch: 'branch-1', arm: 1 } as const;
    const added = addCopy(one, { spot, step: draw, taken: [] });
    const ids = allSteps(added?.program.steps ?? []).map(({ id }) => id);

    expect(ids).toEqual(['branch-1', 'email-1', 'branch-2', 'email-2']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('goes nowhere where there is no place', () => {
    expect(addCopy(one, { spot: { after: 'nope' }, step: draw, taken: [] })).toBeUndefined();
  });
});
