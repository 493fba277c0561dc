import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { EncoreError } from '../lib/errors.ts';
import { aBranch, aMail, anExit, aProgram, aWait } from '../testing/engine/programs.ts';
import { testSteps } from '../testing/engine/steps.ts';
import { createStepRegistry } from './step.ts';
import { parseProgram } from './program-schema.ts';
import type { Step } from './program.ts';
import { actStep } from './steps/act.step.ts';

// Many runs each; on a machine that is busy they take their time.
jest.setTimeout(120_000);

const steps = createStepRegistry([...testSteps.values(), actStep]);

const bought = {
  event: 'thing.bought',
  atLeast: 2,
  within: 'P7D',
  where: { property: 'price', is: 'less', value: 9 },
};
const isKnown = { all: [{ property: 'tier', is: 'contains', value: 'gold' }, { not: bought }] };

/** Has everything that a program can have. */
const whole = {
  ...aProgram([
    aWait('wait-1', { for: 'PT30M', from: 'entry', timesVariable: 'quantity', maxTimes: 2, zone: 'contact' }),
    aWait('wait-2', { until: { time: '09:00', weekday: 1 } }),
    aWait('wait-3', { untilProperty: { of: 'contact', property: 'renewsAt', before: 'P3D', time: '10:00' } }),
    aWait('wait-4', { bestHour: { default: 9 } }),
    aBranch('known', { when: isKnown }, [[aMail('mail-1')], [anExit('leave', 'unknown')]]),
    aBranch('draw', { experiment: 'subject', weights: [1, 2.5, 1] }, [[], [aMail('mail-2')], []]),
    aBranch('came', { event: 'thing.bought', where: bought.where, before: 'P2D' }, [[], []]),
    { id: 'tag', key: 'act', args: { tag: 'reminded' } },
    { id: 'set', key: 'act', args: { setProperty: 'tier', value: ['gold'] } },
    { id: 'call', key: 'act', args: { callUrl: 'https://hooks.example/', withAddress: true } },
  ]),
  trigger: { kind: 'test', args: { free: { form: [1] } }, filter: bought },
  filter: isKnown,
  reEntry: { kind: 'after', duration: 'P30D' },
  exitOn: [{ event: 'thing.bought', where: bought.where, sameAbout: true, reason: 'bought' }],
  goal: { event: 'thing.bought' },
  holdout: 0.1,
};

type Json = Parameters<typeof JSON.stringify>[0];
type Path = readonly (string | number)[];

const isBranching = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Of everything but the trigger's own arguments, whose shape is not the program's to know. */
const pathsOf = (value: unknown, path: Path = []): readonly Path[] => {
  if (path.join('.') === 'trigger.args' || !isBranching(value)) return [path];
  const inner = Object.entries(value).flatMap(([key, member]) =>
    pathsOf(member, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...inner];
};

const paths = pathsOf(whole).filter((path) => path.join('.') !== 'trigger.args');

const replaceAt = (value: unknown, [key, ...rest]: Path, wrong: unknown): unknown => {
  if (key === undefined) return wrong;
  if (Array.isArray(value))
    return value.map((item: unknown, n) => (n === key ? replaceAt(item, rest, wrong) : item));
  if (!isBranching(value)) return wrong;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === key ? replaceAt(member, rest, wrong) : member,
    ]),
  );
};

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (isBranching(inner) ? Reflect.get(inner, key) : undefined), value);

const nestedLists = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

/** Nowhere in a program is any of these right. */
const wrongs: readonly unknown[] = [
  { unheard: 1 },
  [{ unheard: 1 }],
  { $where: 'sleep(1000)' },
  JSON.parse('{ "__proto__": { "kind": "wait" } }'),
  { constructor: { prototype: {} } },
  '\uD800',
  'x'.repeat(30_000),
  nestedLists(5000),
  Array.from({ length: 25_000 }, () => 1),
];

const outcomeOf = (input: unknown): Readonly<Record<string, string>> | 'a program' => {
  try {
    parseProgram(input, steps);
    return 'a program';
  } catch (error) {
    if (error instanceof EncoreError && error.code === 'program_invalid') return error.fields ?? {};
    throw error;
  }
};

const leadsTo = (told: string, path: Path): boolean => {
  const whereItIs = path.join('.');
  return (
    told === '' ||
    path.length === 0 ||
    `${whereItIs}.`.startsWith(`${told}.`) ||
    `${told}.`.startsWith(`${whereItIs}.`)
  );
};

describe('a program of a stranger', () => {
  it('parses when it is right', () => {
    expect(outcomeOf(whole)).toBe('a program');
  });

  it('is refused with the path, wherever and whatever is wrong', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(...wrongs), (path, wrong) => {
        const told = outcomeOf(replaceAt(whole, path, wrong));

        expect(told).not.toBe('a program');
        expect(Object.keys(told).length).toBeGreaterThan(0);
        expect(Object.keys(told).filter((one) => !leadsTo(one, path))).toEqual([]);
        expect(Object.values(told).every((message) => message.length > 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('is refused for every word it has too much', () => {
    const objects = paths.filter((path) => {
      const value = valueAt(whole, path);
      return isBranching(value) && !Array.isArray(value);
    });

    const missed = objects.filter((path) => {
      const value = valueAt(whole, path);
      return (
        outcomeOf(replaceAt(whole, path, { ...(isBranching(value) && value), unheard: 1 })) === 'a program'
      );
    });

    expect(objects.length).toBeGreaterThan(30);
    expect(missed).toEqual([]);
  });

  it('never makes anything else happen, whatever JSON it is', () => {
    const junk: fc.Arbitrary<Json> = fc.jsonValue({ maxDepth: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...paths), junk, (path, value) => {
        const told = outcomeOf(replaceAt(whole, path, value));

        expect(told === 'a program' || Object.keys(told).length > 0).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the size of a program', () => {
  const many = (count: number): readonly Step[] =>
    Array.from({ length: count }, (_, n) => aMail(`mail-${n}`));
  const deep = (levels: number): Step =>
    levels === 0
      ? aMail('inside')
      : aBranch(`branch-${levels}`, { when: { all: [] } }, [[deep(levels - 1)], []]);

  it('is two hundred steps at most', () => {
    expect(outcomeOf({ ...whole, steps: many(200) })).toBe('a program');
    expect(outcomeOf({ ...whole, steps: many(201) })).toEqual({ steps: 'must be 200 steps at most' });
    const inArms = aBranch('b', { when: { all: [] } }, [many(120), []]);
    expect(
      outcomeOf({ ...whole, steps: [inArms, ...many(120).map((step) => ({ ...step, id: `x-${step.id}` }))] }),
    ).toEqual({
      steps: 'must be 200 steps at most',
    });
  });

  it('is ten branches inside each other at most', () => {
    expect(outcomeOf({ ...whole, steps: [deep(10)] })).toBe('a program');
    const told = outcomeOf({ ...whole, steps: [deep(11)] });
    expect(new Set(Object.values(told))).toEqual(new Set(['must be 10 branches deep at most']));
  });

  it.each([
    ['a holdout of everybody', { holdout: 1 }, 'holdout'],
    ['a holdout below nobody', { holdout: -0.1 }, 'holdout'],
    ['a holdout that is no number', { holdout: Number.NaN }, 'holdout'],
    ['a use of twenty years', { usefulFor: 'P20Y' }, 'usefulFor'],
    ['a priority beyond all others', { priority: 1e9 }, 'priority'],
    ['half a priority', { priority: 0.5 }, 'priority'],
    ['a wait that would end after all of us', { steps: [aWait('w', { for: 'P9999Y' })] }, 'steps.0.args.for'],
    [
      'weights that add up to nothing finite',
      { steps: [aBranch('b', { experiment: 'x', weights: [1e308, 1e308] }, [[], []])] },
      'steps.0.args.weights.0',
    ],
  ])('excludes %s', (_what, change, path) => {
    expect(Object.keys(outcomeOf({ ...whole, ...change }))).toContain(path);
  });
});
