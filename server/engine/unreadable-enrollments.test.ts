import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anEntry, noon } from '../testing/engine/enrollments.ts';
import { testDatabase } from '../testing/mongo.ts';
import type { TestDatabase } from '../testing/mongo.ts';
import { enrollmentIdOf } from './enrollment-id.ts';
import { createEnrollmentReads } from './enrollment-reads.repository.ts';
import { createMongoEngineStore, ensureEngineIndexes } from './mongo-engine-store.ts';

const entry = anEntry();
const other = anEntry({ about: 'other' });
const id: string = enrollmentIdOf(entry);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('unreadable');
  await ensureEngineIndexes(database.connection);
});
beforeEach(async () => {
  await rows().deleteMany({});
  const store = createMongoEngineStore(database.connection);
  await store.enrollMany([entry, other]);
  await rows().updateOne({ _id: id }, { $set: { anchorAt: 'yesterday' } });
});
afterAll(() => database.drop());

const rows = () => database.connection.collection<{ _id: string }>('enrollments');
const stored = () => rows().findOne({ _id: id });

describe('a stored enrollment that can’t be read', () => {
  it('keeps nobody from being found, and is taken out of what is due', async () => {
    const store = createMongoEngineStore(database.connection);

    const found = await store.findMany([enrollmentIdOf(entry), enrollmentIdOf(other)]);

    expect(found.map(({ about }) => about)).toEqual(['other']);
    expect(await stored()).toMatchObject({
      state: 'quarantined',
      exitReason: 'stored_document_unreadable',
    });
    expect((await store.readDue([], noon, 10)).unreadable).toEqual([]);
    expect(await stored()).not.toHaveProperty('dueAt');
  });

  it('is told as quarantined to who would enroll it again', async () => {
    const { inserted, enrollment } = await createMongoEngineStore(database.connection).enroll(entry);

    expect([inserted, enrollment.state, enrollment.dueAt]).toEqual([false, 'quarantined', undefined]);
  });

  it('exits like one that is closed', async () => {
    expect(await createMongoEngineStore(database.connection).exit(enrollmentIdOf(entry), 'ordered')).toBe(
      false,
    );
  });

  it('stays as it ended when it had ended', async () => {
    await rows().updateOne({ _id: id }, { $set: { state: 'exited', exitReason: 'ordered' } });

    await createMongoEngineStore(database.connection).findMany([enrollmentIdOf(entry)]);

    expect(await stored()).toMatchObject({ state: 'exited', exitReason: 'ordered' });
  });

  it('is shown to its shop with what can be read of it', async () => {
    const reads = createEnrollmentReads(database.connection);

    const { enrollments, unreadable } = await reads.readMany(entry.shop, [enrollmentIdOf(entry)]);
    const pages = await Array.fromAsync(reads.waitingIn(entry.shop, entry.flow, 1));

    expect(enrollments).toEqual([]);
    expect(unreadable).toMatchObject([{ about: 'about-1', contact: 'contact-1', step: 'mail' }]);
    expect(pages.map((page) => [page.enrollments.length, page.unreadable.length]).flat()).toEqual(
      expect.arrayContaining([0, 1]),
    );
    expect(await reads.countVersions(entry.shop, entry.flow)).toEqual(new Map([[1, 2]]));
  });
});
