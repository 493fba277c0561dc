import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase } from '../testing/mongo.ts';
import type { TestDatabase } from '../testing/mongo.ts';
import { createSchedulesRepository } from './schedules.system.repository.ts';

const noon = new Date('2026-03-01T12:00:00Z');
const tomorrow = new Date('2026-03-02T12:00:00Z');

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('schedules');
});
beforeEach(async () => {
  await database.connection.collection('schedules').deleteMany({});
});
afterAll(async () => {
  await database.drop();
});

describe('schedules', () => {
  it('keeps the time of a schedule that exists already', async () => {
    const schedules = createSchedulesRepository(database.connection);
    await schedules.plan('learn', noon);

    await schedules.plan('learn', tomorrow);

    expect(await schedules.nextAt()).toEqual(noon);
  });

  it('lets one of many callers run what is due', async () => {
    const schedules = createSchedulesRepository(database.connection);
    await schedules.plan('learn', noon);

    const won = await Promise.all(Array.from({ length: 8 }, () => schedules.claim('learn', noon)));

    expect(won.filter(Boolean)).toHaveLength(1);
  });

  it('is not due before its time and again only at its next time', async () => {
    const schedules = createSchedulesRepository(database.connection);
    await schedules.plan('learn', noon);

    const early = await schedules.claim('learn', new Date(noon.getTime() - 1));
    const onTime = await schedules.claim('learn', noon);
    await schedules.finish('learn', tomorrow);
    const after = await schedules.claim('learn', noon);

    expect([early, onTime, after]).toEqual([false, true, false]);
    expect(await schedules.nextAt()).toEqual(tomorrow);
  });
});
