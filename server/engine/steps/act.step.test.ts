import { describe, expect, it } from '@jest/globals';
import { ZodError } from 'zod';
import { anEnrollment, noon } from '../../testing/engine/enrollments.ts';
import { aProgram } from '../../testing/engine/programs.ts';
import type { JsonObject } from '../../lib/json.ts';
import { actStep } from './act.step.ts';

const input = { enrollment: anEnrollment(), program: aProgram([]), facts: { zone: 'UTC' }, now: noon };

describe('an act', () => {
  it.each<[JsonObject, string]>([
    [{ tag: 'reminded twice' }, 'tag-contact'],
    [{ setProperty: 'tier', value: 'gold' }, 'set-property'],
    [{ setProperty: 'tier', value: null }, 'set-property'],
    [{ setProperty: 'seen', value: ['p1', 'p2'] }, 'set-property'],
    [{ setProperty: 'last-product', fromVariable: 'lines.0.productId' }, 'set-property'],
    [{ callUrl: 'https://hooks.example/in', withAddress: true }, 'call-url'],
  ])('%j asks for %s', (args, effect) => {
    expect(actStep.decide(args, input)).toEqual({ kind: 'perform', effect, args });
  });

  it('tells no address unless told', () => {
    expect(actStep.parse({ callUrl: 'https://hooks.example/' })).toMatchObject({ withAddress: false });
  });

  it('needs no facts', () => {
    expect(actStep.needs({ tag: 'x' })).toEqual([]);
  });

  it.each<JsonObject>([
    {},
    { tag: '' },
    { tag: ' padded' },
    { tag: 'a,b' },
    { tag: 'x'.repeat(256) },
    { tag: 'x', callUrl: 'https://hooks.example/' },
    { setProperty: 'tier' },
    { setProperty: 'a.b', value: 1 },
    { setProperty: '$where', value: 1 },
    { setProperty: '__proto__', value: 1 },
    { setProperty: 'tier', value: { nested: 1 } },
    { setProperty: 'tier', value: 'x'.repeat(1001) },
    { setProperty: 'tier', value: '\uD800' },
    { setProperty: 'tier', value: Array.from({ length: 51 }, () => 'x') },
    { setProperty: 'tier', value: 1, fromVariable: 'x' },
    { callUrl: 'http://hooks.example/' },
    { callUrl: 'https://127.0.0.1/' },
    { callUrl: 'https://user@hooks.example/' },
    { callUrl: 'https://hooks.example/', headers: {} },
  ])('refuses %j', (args) => {
    expect(() => actStep.parse(args)).toThrow(ZodError);
  });
});
