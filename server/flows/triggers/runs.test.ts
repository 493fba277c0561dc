import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anEvent, day } from '../../testing/flows/builders.ts';
import { admitRuns, separatedRuns, singleRuns } from './runs.ts';
import type { Admitted, Run } from './runs.ts';

const viewed = (at: number) => anEvent('product.viewed', 'soap', { id: `v${at}`, at: day(at) });
const ordered = (at: number) => anEvent('order.placed', 'o', { id: `o${at}`, at: day(at) });

const shapeOf = (runs: readonly Run[]) =>
  runs.map(({ facts, endedBy }) => [facts.map(({ id }) => id).join(), endedBy?.id]);

const entries = (admitted: readonly Admitted[]) =>
  admitted.map(({ occurrence, verdict }) => [occurrence, verdict.kind === 'open' ? 'open' : verdict.reason]);

describe('runs of facts', () => {
  it('are each fact by itself where nothing separates them, in order of time', () => {
    expect(shapeOf(singleRuns([viewed(3), viewed(1)]))).toEqual([
      ['v1', undefined],
      ['v3', undefined],
    ]);
  });

  it('go from one separation to the next', () => {
    const runs = separatedRuns(
      [viewed(4), viewed(1), viewed(2), viewed(6)],
      [ordered(5), ordered(3), ordered(9)],
    );

    expect(shapeOf(runs)).toEqual([
      ['v1,v2', 'o3'],
      ['v4', 'o5'],
      ['v6', 'o9'],
    ]);
  });

  it('end and begin with a fact that separates too', () => {
    const orders = [ordered(1), ordered(5)];

    expect(shapeOf(separatedRuns(orders, orders))).toEqual([
      ['o1', 'o5'],
      ['o5', undefined],
    ]);
  });

  it('are told apart by id where they are of one moment', () => {
    const twins = [
      { ...viewed(1), id: 'b' },
      { ...viewed(1), id: 'a' },
    ];

    expect(shapeOf(singleRuns(twins)).flat()).toEqual(['a', undefined, 'b', undefined]);
  });
});

describe('re-entry', () => {
  const runs = singleRuns([viewed(0), viewed(5), viewed(12), viewed(21), viewed(23)]);

  it('once about a thing: the first, under no occurrence', () => {
    expect(entries(admitRuns(runs, { kind: 'once-per-about' }, 'UTC'))).toEqual([['', 'open']]);
  });

  it('every time: each under the id of the fact that opens it', () => {
    expect(entries(admitRuns(runs, { kind: 'every-time' }, 'UTC')).map(([id]) => id)).toEqual([
      'v0',
      'v5',
      'v12',
      'v21',
      'v23',
    ]);
  });

  it('after a time: counted from the last one that entered, and says from when it may', () => {
    const admitted = admitRuns(runs, { kind: 'after', duration: 'P10D' }, 'UTC');

    expect(entries(admitted)).toEqual([
      ['v0', 'open'],
      ['v5', 're_entry'],
      ['v12', 'open'],
      ['v21', 're_entry'],
      ['v23', 'open'],
    ]);
    expect(admitted[1]?.verdict).toMatchObject({ detail: { mayFrom: day(10).toISOString() } });
  });

  it('may be at the very moment from which it may', () => {
    const admitted = admitRuns(
      singleRuns([viewed(0), viewed(10)]),
      { kind: 'after', duration: 'P10D' },
      'UTC',
    );

    expect(entries(admitted)).toEqual([
      ['v0', 'open'],
      ['v10', 'open'],
    ]);
  });

  it('reckons in the calendar of the shop', () => {
    const march = (text: string) => anEvent('product.viewed', 'soap', { id: text, at: new Date(text) });
    const beforeSummer = march('2026-03-28T10:00:00+01:00');
    const dayAfter = march('2026-03-29T09:30:00+02:00');
    const dayRunning = singleRuns([beforeSummer, dayAfter]);

    const berlin = admitRuns(dayRunning, { kind: 'after', duration: 'P1D' }, 'Europe/Berlin');
    const hours = admitRuns(dayRunning, { kind: 'after', duration: 'PT22H' }, 'Europe/Berlin');

    expect(entries(berlin)[1]?.[1]).toBe('re_entry');
    expect(entries(hours)[1]?.[1]).toBe('open');
  });

  it('keeps entries apart by the time asked for, and refuses only what is too near to one', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 12 }),
        (days) => {
          const admitted = admitRuns(
            singleRuns(days.map(viewed)),
            { kind: 'after', duration: 'P10D' },
            'UTC',
          );
          const at = (one: Admitted): number => one.run.opener.at.getTime();
          const entered = admitted.filter(({ verdict }) => verdict.kind === 'open').map(at);

          for (const [index, one] of entered.entries())
            if (index > 0) expect(one - (entered[index - 1] ?? 0)).toBeGreaterThanOrEqual(10 * 86_400_000);
          for (const one of admitted.filter(({ verdict }) => verdict.kind !== 'open'))
            expect(entered.some((before) => before < at(one) && at(one) - before < 10 * 86_400_000)).toBe(
              true,
            );
        },
      ),
    );
  });
});
