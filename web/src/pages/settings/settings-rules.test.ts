import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cartFlow, cartProgram } from '../../testing/a-flow.ts';
import { toCap, toWithin } from './cap-parts.ts';
import { inOrder, moved, prioritiesFor } from './flow-priorities.ts';
import { regionsIn } from './regions.ts';
import { isAddress, isSenderName } from './sender-rules.ts';

const ranked = (priorities: readonly number[]) =>
  priorities.map((priority, place) => ({
    flow: { ...cartFlow, id: `flow-${place}`, title: `Flow ${place}` },
    program: { ...cartProgram, priority },
  }));

describe('the limit on emails', () => {
  it.each([
    ['P7D', { many: 7, unit: 'days' }],
    ['PT24H', { many: 24, unit: 'hours' }],
    ['P999D', { many: 999, unit: 'days' }],
  ])('%s is %j', (within, parts) => {
    expect(toCap(within)).toEqual(parts);
  });

  it('is written as it was read', () => {
    const cap = fc.record({
      many: fc.integer({ min: 1, max: 999 }),
      unit: fc.constantFrom('days' as const, 'hours' as const),
    });
    fc.assert(
      fc.property(cap, (parts) => {
        expect(toCap(toWithin(parts))).toEqual(parts);
      }),
    );
  });
});

describe('a sender', () => {
  it.each([
    ['Lumen', true],
    [' Lumen & Söhne ', true],
    ['', false],
    ['   ', false],
    ['<b>', false],
    ['Say "hi"', false],
    ['two\nlines', false],
    ['x'.repeat(101), false],
  ])('may be called %j: %s', (name, expected) => {
    expect(isSenderName(name)).toBe(expected);
  });

  it.each([
    ['hello@lumen.example', true],
    ['a.b+c@mail.lumen.co.uk', true],
    ['hello@lumen', false],
    ['hello', false],
    ['he llo@lumen.example', false],
    ['a@b@lumen.example', false],
    [`${'x'.repeat(250)}@lumen.example`, false],
  ])('has the address %j: %s', (address, expected) => {
    expect(isAddress(address)).toBe(expected);
  });
});

describe('the order of flows', () => {
  it('is by priority, the highest first, and by name among equals', () => {
    expect(inOrder(ranked([100, 300, 300]))).toEqual(['flow-1', 'flow-2', 'flow-0']);
  });

  it('changes only the flows that change places', () => {
    const changes = prioritiesFor(ranked([400, 300, 200, 100]), ['flow-1', 'flow-0', 'flow-2', 'flow-3']);

    expect([...changes]).toEqual([
      ['flow-0', { priority: 300 }],
      ['flow-1', { priority: 400 }],
    ]);
  });

  it('numbers all anew where two were equal', () => {
    const changes = prioritiesFor(ranked([300, 300]), ['flow-1', 'flow-0']);

    expect(Object.fromEntries(changes)).toEqual({
      'flow-0': { priority: 100 },
      'flow-1': { priority: 200 },
    });
  });

  it('leaves nothing to do once it was carried out, whatever it is', () => {
    const priorities = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(priorities, fc.nat(), fc.nat(), (given, from, to) => {
        const programs = ranked(given);
        const order = moved(inOrder(programs), `flow-${from % given.length}`, to % given.length);
        const changes = prioritiesFor(programs, order);
        const after = programs.map(({ flow, program }) => ({
          flow,
          program: { ...program, ...changes.get(flow.id) },
        }));

        expect(inOrder(after)).toEqual(order);
        expect(prioritiesFor(after, order).size).toBe(0);
      }),
    );
  });

  it('keeps everybody when one is moved', () => {
    const order = ['a', 'b', 'c', 'd'];
    fc.assert(
      fc.property(fc.constantFrom(...order), fc.integer({ min: -2, max: 6 }), (id, place) => {
        const after = moved(order, id, place);

        expect(after.toSorted()).toEqual(order);
        expect(after.indexOf(id)).toBe(Math.min(3, Math.max(0, place)));
      }),
    );
  });
});

describe('countries to choose from', () => {
  it.each(['en', 'de', 'zh-Hans'])('have names in %s, and none is a union or a stand-in', (language) => {
    const regions = regionsIn(language);
    const codes = regions.map(({ code }) => code);

    expect(codes).toEqual(expect.arrayContaining(['DE', 'US', 'CN', 'XK']));
    expect(codes).not.toEqual(expect.arrayContaining(['EU']));
    expect(codes.filter((code) => ['EU', 'UN', 'ZZ', 'SU', 'DD'].includes(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
    expect(regions.filter(({ code, name }) => name === code)).toEqual([]);
  });
});
