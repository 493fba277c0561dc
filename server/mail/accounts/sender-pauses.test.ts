import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { createSenderPauses } from './sender-pauses.system.repository.ts';
import type { SenderPauses } from './sender-pauses.system.repository.ts';

let database: TestDatabase;
let pauses: SenderPauses;
beforeAll(async () => {
  database = await testDatabase('sender pauses');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  pauses = createSenderPauses(database.connection);
});

const hour = 3_600_000;
const limited = (ms: number) => ({ ms, reason: 'rate_limited' });

describe('what accounts were asked to wait', () => {
  it('is found by those it is about, with what is left of it', async () => {
    await pauses.note('a', limited(hour));

    const [found, ...others] = await pauses.running(['b', 'a']);

    expect(others).toEqual([]);
    expect(found).toMatchObject({ slowed: 'a', reason: 'rate_limited' });
    expect(found?.leftMs).toBeGreaterThan(hour / 2);
    expect(found?.leftMs).toBeLessThanOrEqual(hour);
  });

  it('is over when its time is', async () => {
    await pauses.note('a', limited(-1));

    expect([await pauses.running(['a']), await pauses.all()]).toEqual([[], []]);
  });

  it('is the longest, whoever was told it and in whatever order, reason and all', async () => {
    await pauses.note('a', { ms: 5 * hour, reason: 'key_refused' });
    await Promise.all([1, 2, 3, 4].map((hours) => pauses.note('a', limited(hours * hour))));

    const [found] = await pauses.all();

    expect(found?.reason).toBe('key_refused');
    expect(found?.leftMs).toBeGreaterThan(4 * hour);
  });

  it('takes a reason for a text, whatever it looks like', async () => {
    await pauses.note('a', { ms: hour, reason: '$until' });

    expect((await pauses.all()).map(({ reason }) => reason)).toEqual(['$until']);
  });
});
