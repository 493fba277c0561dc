import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { realNow } from '../lib/clock.ts';
import { eventually } from '../testing/eventually.ts';
import { testDatabase } from '../testing/mongo.ts';
import type { TestDatabase } from '../testing/mongo.ts';
import { createDatabaseClock } from './clock.repository.ts';
import type { DatabaseClock } from './clock.repository.ts';

let database: TestDatabase;
const open: DatabaseClock[] = [];

beforeAll(async () => {
  database = await testDatabase('clock');
});
afterAll(() => database.drop());
afterEach(async () => {
  await Promise.all(open.splice(0).map((clock) => clock.close()));
  await database.connection.collection('clocks').deleteMany({});
});

const clockOf = async (watch: boolean): Promise<DatabaseClock> => {
  const clock = await createDatabaseClock(database.connection, { watch });
  open.push(clock);
  return clock;
};

const hourMs = 3_600_000;

describe('the clock of the database', () => {
  it('tells real time while nobody has moved it', async () => {
    const clock = await clockOf(false);

    expect(clock.offsetMs()).toBe(0);
    expect(Math.abs(clock.now().getTime() - realNow().getTime())).toBeLessThan(200);
  });

  it('goes on by itself', async () => {
    const clock = await clockOf(false);
    const before = clock.now().getTime();

    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(clock.now().getTime()).toBeGreaterThan(before);
  });

  it('is moved for everybody who watches, and tells them', async () => {
    const [mover, watcher] = [await clockOf(true), await clockOf(true)];
    let jumps = 0;
    watcher.onJump(() => (jumps += 1));

    await mover.setOffset(30 * hourMs);

    await eventually(() => watcher.offsetMs() === 30 * hourMs);
    expect(jumps).toBe(1);
    expect(Math.abs(watcher.now().getTime() - mover.now().getTime())).toBeLessThan(50);
  });

  it('is found moved by who comes later or looks again', async () => {
    const [mover, other] = [await clockOf(false), await clockOf(false)];
    await mover.setOffset(hourMs);

    const later = await clockOf(false);
    await other.refresh();

    expect([later.offsetMs(), other.offsetMs()]).toEqual([hourMs, hourMs]);
  });

  it('says nothing when it is set to where it is, and nothing to who has stopped listening', async () => {
    const clock = await clockOf(false);
    let jumps = 0;
    const stop = clock.onJump(() => (jumps += 1));

    await clock.setOffset(0);
    await clock.setOffset(hourMs);
    stop();
    await clock.setOffset(2 * hourMs);

    expect(jumps).toBe(1);
  });
});
