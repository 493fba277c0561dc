import { describe, expect, it } from '@jest/globals';
import type { ProgramData } from '../../../../server/flows/drafts/draft.contract.ts';
import { problemsOf } from './problems.ts';

const program: ProgramData = {
  trigger: { kind: 'abandoned-checkout', args: {} },
  reEntry: { kind: 'once-per-about' },
  holdout: 0,
  priority: 1,
  usefulFor: 'PT72H',
  steps: [
    { id: 'wait-1', key: 'wait', args: { for: 'soon' } },
    {
      id: 'split',
      key: 'branch',
      args: {},
      arms: [[{ id: 'mail', key: 'send-email', args: { template: '' } }], []],
    },
  ],
};

const problems = problemsOf(program, {
  'steps.0.args.for': 'must be a duration',
  'steps.1.args': 'says nothing',
  'steps.1.arms.0.0.args.template': 'there is no template called nothing',
  'steps.10.args': 'of a step that is not there',
  usefulFor: 'must be a duration too',
});

describe('the problems of a flow', () => {
  it('stand at the step they are about, not at the branch around it', () => {
    expect(problems.atSteps.map(({ step }) => step)).toEqual(['wait-1', 'split', 'mail']);
    expect(problems.of('split')).toEqual(['says nothing']);
    expect(problems.of('mail')).toEqual(['there is no template called nothing']);
  });

  it('are told at their field', () => {
    expect(problems.at('wait-1', 'for')).toBe('must be a duration');
    expect(problems.at('wait-1', 'from')).toBeUndefined();
    expect(problems.at('mail', 'template')).toBe('there is no template called nothing');
  });

  it('of no step are told of the whole', () => {
    expect(problems.whole).toEqual(['of a step that is not there', 'must be a duration too']);
  });

  it('of steps that nobody has left yet are not told, those inside such a step are', () => {
    const shown = problemsOf(
      program,
      { 'steps.1.args': 'says nothing', 'steps.1.arms.0.0.args.template': 'none', usefulFor: 'no' },
      new Set(['split']),
    );

    expect(shown.of('split')).toEqual([]);
    expect(shown.atSteps.map(({ step }) => step)).toEqual(['mail']);
    expect(shown.whole).toEqual(['no']);
  });
});
