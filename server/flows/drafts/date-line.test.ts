import { describe, expect, it } from '@jest/globals';
import { steps } from '../../app/wiring/steps.ts';
import type { Step } from '../../engine/program.ts';
import { lumen, mail, programOf, wait } from '../../testing/flows/life-world.ts';
import { dateLine } from './date-line.ts';

const berlin = 'Europe/Berlin';
/** Friday, 17:10 in Berlin, two days before the clocks go forward. */
const friday = new Date('2026-03-27T16:10:00.000Z');
const night = { from: '22:00', to: '08:00' };

const lineOf = (program: readonly Step[], quietHours?: { from: string; to: string }, startAt = friday) => {
  const shop = { id: lumen, zone: berlin, quietHours };
  return dateLine({ program: programOf(program), steps, shop, startAt });
};

const told = (line: ReturnType<typeof lineOf>): readonly string[] =>
  line.moments.map(({ step, at, heldUntil }) =>
    [step, at.toISOString(), ...(heldUntil === undefined ? [] : [heldUntil.toISOString()])].join(' '),
  );

describe('the date line of a flow', () => {
  it('says when each wait ends and each email is due', () => {
    const line = lineOf([wait('w1', 'PT30M'), mail('first'), wait('w2', 'PT30H'), mail('second')]);

    expect(told(line)).toEqual([
      'w1 2026-03-27T16:40:00.000Z',
      'first 2026-03-27T16:40:00.000Z',
      'w2 2026-03-28T22:10:00.000Z',
      'second 2026-03-28T22:10:00.000Z',
    ]);
    expect(line.open).toBe(false);
  });

  it('says until when quiet hours put an email off, across the night in which the clocks change', () => {
    const line = lineOf([wait('w2', 'PT30H'), mail('second')], night);

    // Saturday 23:10 in Berlin; 08:00 on Sunday is summer time.
    expect(told(line)).toEqual([
      'w2 2026-03-28T22:10:00.000Z',
      'second 2026-03-28T22:10:00.000Z 2026-03-29T06:00:00.000Z',
    ]);
  });

  it('leaves the next wait where it was planned: putting off does not drift', () => {
    const line = lineOf(
      [wait('w1', 'PT6H'), mail('a'), { id: 'w2', key: 'wait', args: { for: 'P1D' } }, mail('b')],
      night,
    );

    expect(told(line).filter((one) => one.startsWith('w2'))).toEqual(['w2 2026-03-28T22:10:00.000Z']);
  });

  it('waits by the calendar of the shop', () => {
    const line = lineOf([
      { id: 'w', key: 'wait', args: { until: { time: '09:00', weekday: 1 } } },
      mail('a'),
    ]);

    expect(told(line)[0]).toBe('w 2026-03-30T07:00:00.000Z');
  });

  it('goes the way of somebody of whom nothing is known, and on behind the branch', () => {
    const branch: Step = {
      id: 'b',
      key: 'branch',
      args: { when: { property: 'country', is: 'equals', value: 'DE' } },
      arms: [[mail('german')], [mail('other')]],
    };

    expect(told(lineOf([branch, mail('after')])).map((one) => one.split(' ')[0])).toEqual(['other', 'after']);
  });

  it('passes an event that never comes at its deadline', () => {
    const branch: Step = {
      id: 'b',
      key: 'branch',
      args: { event: 'order.placed', before: 'P2D' },
      arms: [[], [mail('late')]],
    };

    expect(told(lineOf([branch]))).toEqual(['b 2026-03-29T15:10:00.000Z', 'late 2026-03-29T15:10:00.000Z']);
  });

  it('ends at an exit', () => {
    const line = lineOf([{ id: 'x', key: 'exit', args: { reason: 'enough' } }, mail('never')]);

    expect(told(line)).toEqual(['x 2026-03-27T16:10:00.000Z']);
  });

  it('stays open where what comes next depends on the person', () => {
    const birthday = { untilProperty: { of: 'contact', property: 'properties.birthday' } };
    const line = lineOf([{ id: 'w', key: 'wait', args: birthday }, mail('a')]);

    expect(line).toEqual({ moments: [], open: true });
  });
});
