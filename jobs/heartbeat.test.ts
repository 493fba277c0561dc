import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createWorkersRepository } from '../server/engine/workers.system.repository.ts';
import { EncoreError } from '../server/lib/errors.ts';
import { silentLogger } from '../server/lib/logger.ts';
import { eventually } from '../server/testing/eventually.ts';
import { testDatabase } from '../server/testing/mongo.ts';
import type { TestDatabase } from '../server/testing/mongo.ts';
import { createHeartbeat } from './heartbeat.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('heartbeat');
});
afterAll(() => database.drop());

const minuteMs = 60_000;

describe('a heartbeat', () => {
  it('shows the worker as live from its start until its end, with the time it goes by', async () => {
    const workers = createWorkersRepository(database.connection);
    const clock = { offsetMs: () => 3 * minuteMs };
    const heartbeat = createHeartbeat({ id: 'one', workers, clock, logger: silentLogger });

    await heartbeat.start();
    const during = await workers.live(minuteMs);
    await heartbeat.stop();

    expect(during).toEqual([{ id: 'one', offsetMs: 3 * minuteMs, stalled: [] }]);
    expect(await workers.live(minuteMs)).toEqual([]);
  });

  it('tells a jump of the clock at once', async () => {
    let offsetMs = 0;
    const workers = createWorkersRepository(database.connection);
    const clock = { offsetMs: () => offsetMs };
    const heartbeat = createHeartbeat({ id: 'two', workers, clock, logger: silentLogger });
    await heartbeat.start();

    offsetMs = minuteMs;
    await heartbeat.beat();

    expect(await workers.live(minuteMs)).toEqual([{ id: 'two', offsetMs: minuteMs, stalled: [] }]);
    await heartbeat.stop();
  });

  it('says which of its loops stand still, and no longer once they turn', async () => {
    let still: readonly string[] = ['dispatch'];
    const workers = createWorkersRepository(database.connection);
    const clock = { offsetMs: () => 0 };
    const stalled = () => still;
    const heartbeat = createHeartbeat({ id: 'four', workers, clock, stalled, logger: silentLogger });
    await heartbeat.start();

    const during = await workers.live(minuteMs);
    still = [];
    await heartbeat.beat();

    expect(during).toEqual([{ id: 'four', offsetMs: 0, stalled: ['dispatch'] }]);
    expect(await workers.live(minuteMs)).toEqual([{ id: 'four', offsetMs: 0, stalled: [] }]);
    await heartbeat.stop();
  });

  it('goes on beating after a beat that failed', async () => {
    let beats = 0;
    const workers = {
      beat: async () => {
        beats += 1;
        if (beats < 3) throw new EncoreError('database_unreachable');
      },
      leave: async () => undefined,
    };
    const clock = { offsetMs: () => 0 };
    const heartbeat = createHeartbeat({ id: 'three', workers, clock, logger: silentLogger, everyMs: 5 });

    await heartbeat.start();
    await eventually(() => beats >= 4);
    await heartbeat.stop();

    expect(beats).toBeGreaterThanOrEqual(4);
  });
});

describe('live workers', () => {
  it('are those whose beat is young enough', async () => {
    const workers = createWorkersRepository(database.connection);
    await workers.beat('young', 0);
    await workers.beat('old', 0);
    const ago = { $set: { beatAt: { $subtract: ['$$NOW', 2 * minuteMs] } } };
    await database.connection.collection<{ _id: string }>('workers').updateOne({ _id: 'old' }, [ago]);

    const live = await workers.live(minuteMs);

    expect(live.map(({ id }) => id)).toEqual(['young']);
  });

  it('are each there once, however often they beat', async () => {
    const workers = createWorkersRepository(database.connection);
    await Promise.all(Array.from({ length: 5 }, () => workers.beat('busy', 0)));

    const live = await workers.live(minuteMs);

    expect(live.filter(({ id }) => id === 'busy')).toHaveLength(1);
  });
});
