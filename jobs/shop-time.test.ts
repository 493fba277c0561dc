import { describe, expect, it } from '@jest/globals';
import type { SchedulesRepository } from '../server/engine/schedules.system.repository.ts';
import { createManualClock } from '../server/lib/clock.ts';
import { createShopTime } from './shop-time.ts';

const dayMs = 24 * 60 * 60_000;

const memorySchedules = (): SchedulesRepository => {
  const times = new Map<string, Date>();
  return {
    plan: async (name, at) => {
      if (!times.has(name)) times.set(name, at);
    },
    claim: async (name, now) => (times.get(name) ?? now) <= now,
    finish: async (name, at) => {
      times.set(name, at);
    },
    nextAt: async () => [...times.values()].toSorted((a, b) => a.getTime() - b.getTime())[0],
  };
};

describe('jobs on shop time', () => {
  it('runs nothing before midnight and once after it', async () => {
    const clock = createManualClock(new Date('2026-03-01T12:00:00Z'));
    const ran: string[] = [];
    const run = async (job: string): Promise<void> => void ran.push(job);
    const shopTime = createShopTime({ schedules: memorySchedules(), clock, run });
    await shopTime.plan();

    await shopTime.runDue();
    clock.advance(dayMs);
    await shopTime.runDue();
    await shopTime.runDue();

    expect(ran).toEqual(['companions.learn', 'flows.scan', 'offers.outlive']);
  });

  it('stays due when the run fails', async () => {
    const clock = createManualClock(new Date('2026-03-02T00:00:00Z'));
    const schedules = memorySchedules();
    await schedules.plan('companions.learn', clock.now());
    const run = async (): Promise<void> => {
      throw new TypeError('no orders collection');
    };

    await expect(createShopTime({ schedules, clock, run }).runDue()).rejects.toThrow('no orders');

    expect(await schedules.nextAt()).toEqual(clock.now());
  });
});
