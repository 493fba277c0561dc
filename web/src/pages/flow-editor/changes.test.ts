import { describe, expect, it } from '@jest/globals';
import type { ProgramData, StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import { changesBetween } from './changes.ts';

const step = (id: string, args: StepData['args'] = {}): StepData => ({ id, key: 'wait', args });
const programOf = (...steps: readonly StepData[]): ProgramData => ({
  trigger: { kind: 'abandoned-checkout', args: {} },
  reEntry: { kind: 'once-per-about' },
  holdout: 0,
  priority: 1,
  usefulFor: 'PT72H',
  steps,
});

const told = (before: ProgramData | undefined, after: ProgramData): readonly string[] =>
  changesBetween(before, after).steps.map(({ kind, step: { id } }) => `${kind} ${id}`);

describe('what a new version changes', () => {
  it('is nothing where nothing changed', () => {
    expect(changesBetween(programOf(step('a')), programOf(step('a')))).toEqual({
      steps: [],
      settings: [],
    });
  });

  it('is told step by step', () => {
    const before = programOf(step('a'), step('b', { for: 'PT1H' }), step('c'));
    const after = programOf(step('a'), step('b', { for: 'PT2H' }), step('d'));

    expect(told(before, after)).toEqual(['changed b', 'added d', 'removed c']);
  });

  it('names the step that was moved, not those it went past', () => {
    expect(
      told(programOf(step('a'), step('b'), step('c')), programOf(step('c'), step('a'), step('b'))),
    ).toEqual(['moved c']);
  });

  it('names what changed of the whole', () => {
    const before = programOf(step('a'));
    const filter = { property: 'isCustomer', is: 'equals', value: true } as const;

    expect(changesBetween(before, { ...before, holdout: 0.1, filter }).settings).toEqual([
      'filter',
      'holdout',
    ]);
    expect(changesBetween({ ...before, filter }, before).settings).toEqual(['filter']);
  });

  it('is everything where nothing can be compared', () => {
    expect(told(undefined, programOf(step('a')))).toEqual(['added a']);
  });
});
