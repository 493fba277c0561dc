import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asContactId } from '../lib/brand.ts';
import { anEntry, minutesAfter, noon } from '../testing/engine/enrollments.ts';
import { countCommands } from '../testing/engine/count-commands.ts';
import { aMail, aProgram, aWait } from '../testing/engine/programs.ts';
import { createRunnerBench } from '../testing/engine/runner-bench.ts';
import { testDatabase } from '../testing/mongo.ts';
import type { TestDatabase } from '../testing/mongo.ts';
import { enrollmentIdOf } from './enrollment-id.ts';
import { createMongoEngineStore, ensureEngineIndexes } from './mongo-engine-store.ts';

const signal = new AbortController().signal;
const program = aProgram([
  aWait('wait-1', { for: 'PT30M' }),
  aMail('mail-1'),
  aWait('wait-2', { for: 'PT1H' }),
  aMail('mail-2'),
]);

const entries = Array.from({ length: 240 }, (_, n) =>
  anEntry({
    contact: asContactId(`contact-${n % 60}`),
    about: `about-${n}`,
    step: 'wait-1',
    dueAt: minutesAfter(noon, 30),
  }),
);

describe('runners on a real MongoDB', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase('runner');
    await ensureEngineIndexes(database.connection);
  });
  beforeEach(async () => {
    for (const name of ['turns', 'enrollments']) await database.connection.collection(name).deleteMany({});
  });
  afterAll(() => database.drop());

  const aBench = (workers = 1) =>
    createRunnerBench(program, {
      store: createMongoEngineStore(database.connection),
      liveWorkers: async () => workers,
    });

  it('brings everybody to the end of the flow, each mail once, with three workers at once', async () => {
    const benches = [aBench(3), aBench(3), aBench(3)];
    await benches[0]?.store.enrollMany(entries);

    for (const minutes of [31, 92, 93]) {
      for (const { clock } of benches) clock.set(minutesAfter(noon, minutes));
      for (let round = 0; round < 8; round += 1)
        await Promise.all(benches.map(({ runner }) => runner.turnOnce(signal)));
    }

    const performed = benches.flatMap(({ executor }) =>
      executor.performed.map(({ enrollment }) => `${enrollment.id} ${enrollment.step}`),
    );
    expect(performed).toHaveLength(entries.length * 2);
    expect(new Set(performed).size).toBe(performed.length);
    const ended = await benches[0]?.store.findMany(entries.map(enrollmentIdOf));
    expect(ended?.every(({ state }) => state === 'done')).toBe(true);
    expect(await benches[0]?.store.nextDueAt()).toBeUndefined();
  });

  it('quarantines a stored enrollment that it cannot read, shows it, and serves the others', async () => {
    const bench = aBench();
    const broken = anEntry({
      contact: asContactId('contact-0'),
      about: 'broken',
      step: 'wait-1',
      dueAt: minutesAfter(noon, 30),
    });
    await bench.store.enrollMany([...entries.slice(0, 3), broken]);
    const brokenId: string = enrollmentIdOf(broken);
    await database.connection
      .collection<{ _id: string }>('enrollments')
      .updateOne({ _id: brokenId }, { $set: { anchorAt: 'yesterday' } });
    bench.clock.set(minutesAfter(noon, 30));

    await bench.settle();

    expect(bench.executor.performed).toHaveLength(3);
    expect(bench.decisions.records).toContainEqual(
      expect.objectContaining({
        kind: 'quarantined',
        reason: 'stored_document_unreadable',
        enrollment: brokenId,
        contact: 'contact-0',
        about: 'broken',
      }),
    );
    const stored = await database.connection
      .collection<{ _id: string }>('enrollments')
      .findOne({ _id: brokenId });
    expect(stored).toMatchObject({ state: 'quarantined' });
    expect(stored).not.toHaveProperty('dueAt');
  });

  it('needs few commands a batch: no round trip for each enrollment', async () => {
    const counter = await countCommands(database.uri);
    const bench = createRunnerBench(program, { store: createMongoEngineStore(counter.connection) });
    await ensureEngineIndexes(counter.connection);
    await bench.store.enrollMany(entries);
    bench.clock.set(minutesAfter(noon, 30));
    counter.take();

    const result = await bench.runner.turnOnce(signal);
    const commands = counter.take();
    await counter.close();

    expect(result).toMatchObject({ moved: 240, performed: 240 });
    // Count, lease (find, update, read back), read due, move, return (rev, next, write).
    expect(commands).toEqual([
      'aggregate',
      'find',
      'update',
      'find',
      'find',
      'update',
      'find',
      'aggregate',
      'update',
    ]);
  });
});
