import { describe, expect, it } from '@jest/globals';
import { anEnrollment, minutesAfter, noon } from '../testing/engine/enrollments.ts';
import { plannedNow } from './planned-now.ts';
import { deferral, retry, settlementOf } from './settlement.ts';

const due = minutesAfter(noon, 20);
const enrollment = anEnrollment({ rev: 4, dueAt: due, attempts: 2 });
const place = { step: 'wait-2', plannedAt: noon };

describe('from where a walk rests to what is written', () => {
  it('compares the rev that was read', () => {
    expect(settlementOf(enrollment, due, { ...place, kind: 'done' }).move).toEqual({
      id: enrollment.id,
      rev: 4,
      to: 'done',
    });
  });

  it('starts counting attempts afresh in a new step, and goes on counting in a deferral', () => {
    const at = minutesAfter(noon, 50);

    expect(settlementOf(enrollment, due, { ...place, kind: 'wait-until', at }).move).toMatchObject({
      attempts: 0,
      dueAt: at,
    });
    expect(deferral(enrollment, due, { ...place, at, reason: 'busy' }).move).toMatchObject({
      attempts: 2,
      dueAt: at,
    });
  });

  it('never makes anybody due earlier than they were', () => {
    const earlier = minutesAfter(noon, 1);

    expect(settlementOf(enrollment, due, { ...place, kind: 'wait-until', at: earlier }).move).toMatchObject({
      dueAt: due,
    });
    expect(
      settlementOf(enrollment, due, { ...place, kind: 'perform', effect: 'send-email', args: {} }).move,
    ).toMatchObject({ dueAt: due, step: 'wait-2', plannedAt: noon });
  });

  it('explains by who, where, why and until when', () => {
    const at = minutesAfter(noon, 50);
    const { decision } = settlementOf(enrollment, due, {
      ...place,
      kind: 'defer',
      at,
      reason: 'quiet_hours',
    });

    expect(decision).toEqual({
      shop: enrollment.shop,
      flow: enrollment.flow,
      contact: enrollment.contact,
      about: enrollment.about,
      enrollment: enrollment.id,
      step: 'wait-2',
      kind: 'deferred',
      reason: 'quiet_hours',
      at: due,
      detail: { until: at.toISOString() },
    });
  });

  it('says nothing about standing before the next effect', () => {
    const { decision } = settlementOf(enrollment, due, { ...place, kind: 'perform', effect: 'x', args: {} });

    expect(decision).toBeUndefined();
  });
});

describe('trying again', () => {
  it('waits twice as long each time', () => {
    const delays = [0, 1, 2, 3].map(
      (attempts) => retry({ ...enrollment, attempts }, due, 'step_failed').move,
    );

    expect(delays).toEqual(
      [1, 2, 4, 8].map((minutes, attempts) =>
        expect.objectContaining({
          dueAt: new Date(due.getTime() + minutes * 60_000),
          attempts: attempts + 1,
        }),
      ),
    );
  });

  it('gives up the fifth time', () => {
    expect(retry({ ...enrollment, attempts: 4 }, due, 'step_failed').move).toEqual({
      id: enrollment.id,
      rev: 4,
      to: 'quarantined',
      reason: 'step_failed',
    });
  });
});

describe('the time a decision is made for', () => {
  it.each([
    [0, due],
    [5, due],
    [5.01, minutesAfter(due, 5.01)],
    [600, minutesAfter(due, 600)],
  ])('%s minutes late', (minutes, expected) => {
    expect(plannedNow(enrollment, minutesAfter(due, minutes))).toEqual(expected);
  });
});
