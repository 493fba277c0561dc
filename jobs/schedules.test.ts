import { describe, expect, it } from '@jest/globals';
import { jobCatalog } from '../server/lib/job-catalog.ts';
import { schedules, schedulesFor, shopTimeSchedules } from './schedules.ts';

describe('schedules', () => {
  it('name each recurring job once', () => {
    const names = [...schedules, ...shopTimeSchedules].map(({ job }) => job);

    expect(new Set(names).size).toBe(names.length);
  });

  it('leave out only what somebody asks for', () => {
    const recurring = new Set<string>([...schedules, ...shopTimeSchedules].map(({ job }) => job));

    expect(Object.keys(jobCatalog).filter((name) => !recurring.has(name))).toEqual([
      'billing.read',
      'offers.tend',
      'shop.backfill',
      'pixel.activate',
      'woocommerce.sync',
      'flow.archive',
      'flow.move',
      'flow.include',
    ]);
  });

  it('ask for nothing in the payload of a job that nobody is there to fill in', () => {
    for (const { job } of schedules) expect(jobCatalog[job].safeParse({}).success).toBe(true);
  });

  it('give the loops of a dead worker away within fifteen seconds', () => {
    const loops = schedules.filter(({ scope }) => scope === 'worker');

    expect(loops.map(({ lockLifetimeMs }) => lockLifetimeMs)).toEqual([15_000, 15_000]);
  });
});

describe('schedules at another pace', () => {
  it('change the sweeps and nothing else', () => {
    const quick = schedulesFor({ sweepEveryMs: 1000 });

    const changed = quick.filter((schedule) => !schedules.includes(schedule));
    expect(changed.map(({ job, everyMs }) => [job, everyMs])).toEqual([
      ['turns.sweep', 1000],
      ['messages.sweep', 1000],
    ]);
    expect(quick).toHaveLength(schedules.length);
  });
});
