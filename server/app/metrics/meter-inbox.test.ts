import { describe, expect, it } from '@jest/globals';
import { sleep } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import { createGroupCommit } from '../../shop/inbox/group-commit.ts';
import { createIntake } from '../../shop/inbox/intake.ts';
import type { SendingRow } from '../../shop/inbox/sending-look.ts';
import { figuresOf } from '../../testing/figures-of.ts';
import { buildDelivery } from '../../testing/shop/build-delivery.ts';
import { meterApplier, meterInsert, meterIntake, meterSendingRows } from './meter-inbox.ts';
import { meterJobs } from './meter-jobs.ts';
import { createMeters } from './meters.ts';
import type { Meters } from './meters.ts';

const intakeWith = (meters: Meters, found: readonly SendingRow[]) => {
  const metered = meterIntake(meters);
  const insert = meterInsert<unknown>(async (rows) => rows.map(() => 'stored' as const), meters);
  let looks = 0;
  const port = {
    find: async () => found,
    anyStillSending: async () => (looks += 1) < 2,
  };
  return metered.intake(
    createIntake({
      commit: metered.commit(createGroupCommit({ insert, weightOf: () => 1 })),
      sendingRows: meterSendingRows(port, meters),
      pollMs: 30,
    }),
  );
};

describe('a metered intake', () => {
  it('counts groups, and for what holds mails the time from stored to answered', async () => {
    const meters = createMeters();
    const intake = intakeWith(meters, []);

    await Promise.all(
      ['a', 'b'].map((deliveryId) => intake.accept(buildDelivery({ deliveryId, class: 'holds' }))),
    );
    await intake.accept(buildDelivery({ deliveryId: 'c', class: 'normal' }));

    const figures = await figuresOf(meters);
    expect(figures.get('encore_group_commit_rows_sum')).toBe(3);
    expect(figures.get('encore_group_commit_rows_count')).toBe(2);
    expect(figures.get('encore_answer_wait_seconds_count')).toBe(2);
    expect(figures.get('encore_answers_held_total')).toBe(0);
  });

  it('shows how long an answer waited for mails that were leaving', async () => {
    const meters = createMeters();
    const intake = intakeWith(meters, [{ id: 'one', token: 't' }]);

    await intake.accept(buildDelivery({ deliveryId: 'a', class: 'holds' }));

    const figures = await figuresOf(meters);
    expect(figures.get('encore_answers_held_total')).toBe(1);
    expect(figures.get('encore_answer_wait_seconds_sum')).toBeGreaterThan(0.03);
  });

  it('still says whether there is room', () => {
    expect(intakeWith(createMeters(), []).hasRoom()).toBe(true);
  });
});

describe('a metered applier', () => {
  it('times claims that had something in them', async () => {
    const meters = createMeters();
    const taken = [3, 0];
    const applier = meterApplier({ applyBatch: async () => taken.shift() ?? 0 }, meters);

    const counts = [await applier.applyBatch(), await applier.applyBatch()];

    expect(counts).toEqual([3, 0]);
    expect((await figuresOf(meters)).get('encore_apply_seconds_count')).toBe(1);
  });
});

describe('metered jobs', () => {
  it('count how each run ended, and hide no failure', async () => {
    const meters = createMeters();
    const handlers = meterJobs(
      {
        good: async () => sleep(1),
        bad: () => Promise.reject(new EncoreError('platform_throttled')),
      },
      meters,
    );

    await handlers.good();
    const failure = await handlers.bad().catch((error: unknown) => error);

    const figures = await figuresOf(meters);
    expect(failure).toMatchObject({ code: 'platform_throttled' });
    expect(figures.get('encore_job_runs_total{job="good",outcome="done"}')).toBe(1);
    expect(figures.get('encore_job_runs_total{job="bad",outcome="failed"}')).toBe(1);
    expect(figures.get('encore_job_seconds_count{job="bad"}')).toBe(1);
  });
});
