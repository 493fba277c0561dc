import { describe, expect, it } from '@jest/globals';
import { asTurnId } from '../lib/brand.ts';
import { anEnrollment } from '../testing/engine/enrollments.ts';
import { createReadPlan } from './read-plan.ts';

const [big, small, other] = [asTurnId('big#0'), asTurnId('small#0'), asTurnId('other#0')];

const foundOf = (turn: typeof big, count: number) =>
  Array.from({ length: count }, () => anEnrollment({ turn }));

describe('who is read with whom', () => {
  it('reads turns together at first', () => {
    expect(createReadPlan().plan([big, small])).toEqual([{ turns: [big, small], limit: 500 }]);
  });

  it('reads nothing of no turns', () => {
    expect(createReadPlan().plan([])).toEqual([]);
  });

  it('reads a turn alone, with a quota, after it filled the batch', () => {
    const readings = createReadPlan();
    readings.note({ turns: [big, small], limit: 500 }, [...foundOf(big, 495), ...foundOf(small, 5)]);

    expect(readings.plan([big, small, other])).toEqual([
      { turns: [big], limit: 250 },
      { turns: [small, other], limit: 500 },
    ]);
  });

  it('leaves them together when the batch was not full', () => {
    const readings = createReadPlan();
    readings.note({ turns: [big, small], limit: 500 }, foundOf(big, 499));

    expect(readings.plan([big, small])).toHaveLength(1);
  });

  it('reads it with the others again once it stays below its quota', () => {
    const readings = createReadPlan();
    readings.note({ turns: [big, small], limit: 500 }, foundOf(big, 500));
    readings.note({ turns: [big], limit: 250 }, foundOf(big, 250));
    const whileFull = readings.plan([big, small]);
    readings.note({ turns: [big], limit: 250 }, foundOf(big, 20));

    expect(whileFull).toHaveLength(2);
    expect(readings.plan([big, small])).toHaveLength(1);
  });

  it('keeps a quota worth reading when very many turns are full', () => {
    const readings = createReadPlan();
    const turns = Array.from({ length: 60 }, (_, n) => asTurnId(`shop-${n}#0`));
    for (const turn of turns) readings.note({ turns: [turn], limit: 500 }, foundOf(turn, 500));

    expect(readings.plan(turns)).toHaveLength(60);
    expect(readings.plan(turns).every(({ limit }) => limit === 50)).toBe(true);
  });
});
