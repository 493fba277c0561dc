import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { noon } from '../../testing/mail/mail-builders.ts';
import { createSendWorld } from '../../testing/mail/send-world.ts';
import type { SendWorld } from '../../testing/mail/send-world.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import type { RowPatch } from '../ledger/ledger.ts';
import { newRowOf, toAttempt } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import { reclaim } from './reclaim.ts';
import type { Reclaimed } from './reclaim.ts';

let database: TestDatabase;
let world: SendWorld;
let attempt: Attempt;
beforeAll(async () => {
  database = await testDatabase('reclaim');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  world = createSendWorld(database);
  await world.system.ensureIndexes();
  attempt = toAttempt(world.request(await world.enroll('mara')));
});

const later = (ms: number): Date => new Date(noon.getTime() + ms);
const context = { token: 'ours', now: noon };

const age = (seconds: number): Promise<unknown> =>
  database.connection
    .collection('messages')
    .updateMany({}, [{ $set: { stateAt: { $subtract: ['$stateAt', seconds * 1000] } } }]);

/** A row that somebody left behind. */
const leave = async (token: string, status?: RowPatch['status'], reason?: string): Promise<void> => {
  await world.system.ledger.insertSending([{ ...newRowOf(attempt), attempt: 2 }], token);
  if (status !== undefined) await world.system.ledger.settle([{ id: attempt.id, status, reason }], token);
};

const reclaimed = (deps = world.deps): Promise<Reclaimed> => reclaim(deps, attempt, context);
const status = async (): Promise<string | undefined> => (await world.row(attempt.request.enrollment))?.status;

describe('RECLAIM', () => {
  it('goes on with its own row: the insert’s reply was lost', async () => {
    await leave('ours');

    expect(await reclaimed()).toEqual({ mine: { ...attempt, attempt: 2 } });
  });

  it('takes a scheduled row under its own token, with the attempts it has behind it', async () => {
    await leave('before', 'scheduled');

    const taken = await reclaimed();

    expect(taken).toEqual({ mine: { ...attempt, attempt: 2 } });
    expect(await world.row(attempt.request.enrollment)).toMatchObject({ status: 'sending', token: 'ours' });
  });

  it.each(['accepted', 'failed', 'skipped', 'cancelled'] as const)(
    'moves on from a row that is %s',
    async (final) => {
      await leave('before', final);

      expect(await reclaimed()).toEqual({ outcome: { kind: 'advance' } });
      expect(await status()).toBe(final);
    },
  );

  it('leaves somebody’s young sending row alone, and looks again when it would be old', async () => {
    await leave('another');

    const found = await reclaimed();

    expect(found).toMatchObject({ outcome: { kind: 'again', reason: 'sending_elsewhere' } });
    expect(await status()).toBe('sending');
  });

  it('gives somebody’s old sending row up as unknown, until the horizon', async () => {
    await leave('another');
    await age(61);

    const found = await reclaimed();

    expect(found).toEqual({ outcome: { kind: 'again', at: later(86_400_000), reason: 'unknown' } });
    expect(await status()).toBe('unknown');
  });

  it('never sends from an unknown row: it waits for the horizon, then moves on', async () => {
    await leave('another', 'unknown', 'timeout');
    const before = await reclaimed();
    await age(86_401);

    const after = await reclaimed();

    expect(before).toMatchObject({ outcome: { kind: 'again', reason: 'unknown' } });
    expect(after).toEqual({ outcome: { kind: 'advance' } });
    expect(await status()).toBe('unknown');
  });

  it('drops what has no row at all', async () => {
    expect(await reclaimed()).toEqual({ outcome: { kind: 'drop' } });
  });
});

describe('RECLAIM where the far side can be asked', () => {
  const asking = (there: boolean) => ({
    ...world.deps,
    mail: { ...world.deps.mail, transport: { ...world.transport, lookUp: () => Promise.resolve(there) } },
  });

  it('sends again what is not there', async () => {
    await leave('another', 'unknown', 'outbox_unreachable');
    await age(61);

    const found = await reclaimed(asking(false));

    expect(found).toEqual({ mine: { ...attempt, attempt: 2 } });
    expect(await status()).toBe('sending');
  });

  it('moves on from what is there', async () => {
    await leave('another', 'unknown', 'outbox_unreachable');
    await age(61);

    const found = await reclaimed(asking(true));

    expect(found).toEqual({ outcome: { kind: 'advance' } });
    expect(await status()).toBe('accepted');
  });

  it('does not ask too early: the writer may still be at it', async () => {
    await leave('another', 'unknown', 'outbox_unreachable');

    const found = await reclaimed(asking(false));

    expect(found).toMatchObject({ outcome: { kind: 'again', reason: 'unknown' } });
    expect(await status()).toBe('unknown');
  });
});
