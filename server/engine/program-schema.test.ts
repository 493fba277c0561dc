import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../lib/json.ts';
import { EncoreError } from '../lib/errors.ts';
import { aBranch, aMail, anExit, aProgram, aWait } from '../testing/engine/programs.ts';
import { testSteps } from '../testing/engine/steps.ts';
import { parseProgram } from './program-schema.ts';
import type { Step } from './program.ts';

const isKnown: JsonObject = { when: { property: 'country', is: 'is-set' } };

const valid = aProgram([
  aWait('wait-1', { for: 'PT30M', from: 'entry' }),
  aMail('mail-1'),
  aBranch('known', isKnown, [[aMail('mail-2')], [anExit('leave', 'unknown')]]),
]);

const faultsOf = (input: unknown): Readonly<Record<string, string>> => {
  try {
    parseProgram(input, testSteps);
  } catch (error) {
    if (error instanceof EncoreError && error.code === 'program_invalid') return error.fields ?? {};
    throw error;
  }
  return {};
};

const withSteps = (...steps: readonly Step[]) => ({ ...valid, steps });

describe('a program that parses', () => {
  it('comes back with the defaults of its steps filled in', () => {
    const program = parseProgram(valid, testSteps);

    expect(program.steps.map(({ id }) => id)).toEqual(['wait-1', 'mail-1', 'known']);
    expect(program.steps[0]?.args).toEqual({ for: 'PT30M', from: 'entry', maxTimes: 3 });
    expect(program.steps[2]?.arms).toHaveLength(2);
  });

  it('parses again to the same, also after a trip through JSON', () => {
    const program = parseProgram(valid, testSteps);

    expect(parseProgram(JSON.parse(JSON.stringify(program)), testSteps)).toEqual(program);
  });

  it('takes filters, re-entry after a time and a holdout', () => {
    const full = {
      ...valid,
      trigger: { kind: 'test', args: {}, filter: { event: 'product.viewed', atLeast: 2, within: 'P7D' } },
      filter: { all: [{ property: 'country', is: 'equals', value: 'DE' }] },
      reEntry: { kind: 'after', duration: 'P30D' },
      holdout: 0.1,
    };

    expect(parseProgram(full, testSteps)).toMatchObject({ holdout: 0.1, reEntry: { duration: 'P30D' } });
  });
});

describe('a program that does not parse', () => {
  it.each([
    ['a word it does not know', { ...valid, stepz: [] }, ''],
    ['no steps', withSteps(), 'steps'],
    ['a holdout of everybody', { ...valid, holdout: 1 }, 'holdout'],
    ['a duration that is none', { ...valid, usefulFor: '3 days' }, 'usefulFor'],
    ['a re-entry of another kind', { ...valid, reEntry: { kind: 'sometimes' } }, 'reEntry.kind'],
    ['a filter that is none', { ...valid, filter: { property: 'x', is: 'like' } }, 'filter.is'],
    [
      'an unknown kind of step',
      withSteps(aWait('wait-1', { for: 'PT1M' }), { id: 'x', key: 'jump', args: {} }),
      'steps.1.key',
    ],
    [
      'arguments that the step refuses',
      withSteps(aMail('mail'), { id: 'e', key: 'exit', args: {} }),
      'steps.1.args.reason',
    ],
    ['arms where none belong', withSteps({ ...aMail('mail'), arms: [[]] }), 'steps.0.arms'],
    ['a branch without arms', withSteps({ id: 'b', key: 'branch', args: isKnown }), 'steps.0.arms'],
    ['a branch with an arm too many', withSteps(aBranch('b', isKnown, [[], [], []])), 'steps.0.arms'],
    [
      'a fault deep in an arm',
      withSteps(aBranch('b', isKnown, [[], [aMail('m'), anExit('e', '')]])),
      'steps.0.arms.1.1.args.reason',
    ],
    [
      'two steps with one id',
      withSteps(aMail('same'), aBranch('b', isKnown, [[aMail('same')], []])),
      'steps',
    ],
    ['an id with capitals', withSteps(aMail('Mail')), 'steps.0.id'],
    ['nothing at all', null, ''],
  ])('says where: %s', (_what, input, path) => {
    const faults = faultsOf(input);

    expect(Object.keys(faults)).toEqual([path]);
    expect(faults[path]).not.toBe('');
  });

  it('names every fault of the steps at once', () => {
    const faults = faultsOf(withSteps(anExit('a', ''), anExit('b', '')));

    expect(Object.keys(faults)).toEqual(['steps.0.args.reason', 'steps.1.args.reason']);
  });

  it('counts the arms of an experiment', () => {
    const experiment = { experiment: 'x', weights: [1, 1, 1] };

    expect(faultsOf(withSteps(aBranch('b', experiment, [[], [], []])))).toEqual({});
    expect(faultsOf(withSteps(aBranch('b', experiment, [[], []])))).toEqual({
      'steps.0.arms': 'must be 3 arms, not 2',
    });
  });
});
