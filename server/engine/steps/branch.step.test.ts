import { describe, expect, it } from '@jest/globals';
import { ZodError } from 'zod';
import { asContactId } from '../../lib/brand.ts';
import type { JsonObject } from '../../lib/json.ts';
import { anEnrollment, minutesAfter, noon } from '../../testing/engine/enrollments.ts';
import { aBranch, aProgram } from '../../testing/engine/programs.ts';
import type { DecideInput } from '../step.ts';
import { branchStep } from './branch.step.ts';

const decide = (args: JsonObject, input: Partial<DecideInput> = {}) =>
  branchStep.decide(args, {
    enrollment: anEnrollment(),
    program: aProgram([aBranch('branch', args, [[], []])]),
    facts: { zone: 'UTC', contact: { country: 'DE' } },
    now: noon,
    ...input,
  });

describe('a branch on a predicate', () => {
  it('takes the first arm when it holds, else the second', () => {
    expect(decide({ when: { property: 'country', is: 'equals', value: 'DE' } })).toEqual({
      kind: 'arm',
      arm: 0,
    });
    expect(decide({ when: { property: 'country', is: 'equals', value: 'FR' } })).toEqual({
      kind: 'arm',
      arm: 1,
    });
  });

  it('asks for what its predicate reads', () => {
    expect(branchStep.needs({ when: { property: 'country', is: 'is-set' } })).toEqual(['contact']);
    expect(branchStep.needs({ when: { event: 'x', atLeast: 1 } })).toEqual(['zone', 'events']);
  });
});

describe('a branch on an experiment', () => {
  const args = { experiment: 'subject-line', weights: [1, 1, 1] };
  const armOf = (n: number, about = 'about-1') =>
    decide(args, { enrollment: anEnrollment({ contact: asContactId(`contact-${n}`), about }) });

  it('keeps a contact in its arm, whatever it is about', () => {
    const people = Array.from({ length: 30 }, (_, n) => n);

    expect(people.map((n) => armOf(n))).toEqual(people.map((n) => armOf(n, 'another')));
    expect(new Set(people.map((n) => JSON.stringify(armOf(n)))).size).toBe(3);
  });

  it('has as many arms as weights and needs no facts', () => {
    expect(branchStep.armCount(args)).toBe(3);
    expect(branchStep.needs(args)).toEqual([]);
  });
});

describe('a branch on an event before a deadline', () => {
  const args = { event: 'product.viewed', before: 'PT1H' };
  const withEvent = (minutes: number, data: JsonObject = {}) => ({
    facts: { zone: 'UTC', events: [{ type: 'product.viewed', at: minutesAfter(noon, minutes), data }] },
  });

  it('waits for the deadline while it has not come', () => {
    expect(decide(args)).toEqual({ kind: 'wait-until', at: minutesAfter(noon, 60) });
  });

  it('takes the first arm at the time it came', () => {
    expect(decide(args, withEvent(20))).toEqual({ kind: 'arm', arm: 0, plannedAt: minutesAfter(noon, 20) });
  });

  it.each([-5, 61])('takes the second arm when it came at minute %s', (minutes) => {
    expect(decide(args, { ...withEvent(minutes), now: minutesAfter(noon, 62) })).toEqual({
      kind: 'arm',
      arm: 1,
      plannedAt: minutesAfter(noon, 60),
    });
  });

  it('looks into the event where told', () => {
    const picky = { ...args, where: { property: 'productId', is: 'equals', value: 'p1' } };

    expect(decide(picky, withEvent(5, { productId: 'p1' })).kind).toBe('arm');
    expect(decide(picky, withEvent(5, { productId: 'p2' })).kind).toBe('wait-until');
  });
});

it.each([
  {},
  { when: { property: 'x', is: 'like', value: 1 } },
  { experiment: 'x', weights: [1] },
  { experiment: 'x', weights: [1, 0] },
  { event: 'x' },
])('refuses %j', (args) => {
  expect(() => branchStep.parse(args)).toThrow(ZodError);
});
