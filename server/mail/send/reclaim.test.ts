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

const reclaimed = async (deps = world.deps): Promise<Reclaimed | undefined> =>
  (await reclaim(deps, [attempt], context)).get(attempt.id);
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

describe('RECLAIM of many rows that were put back', () => {
  type Rows = SendWorld['deps']['ledger']['rows'];
  let attempts: readonly Attempt[];

  const putBack = async (names: readonly string[]): Promise<void> => {
    const enrollments = await Promise.all(names.map((name) => world.enroll(name)));
    attempts = enrollments.map((enrollment) => toAttempt(world.request(enrollment)));
    const { ledger } = world.system;
    await ledger.insertSending(
      attempts.map((one) => ({ ...newRowOf(one), attempt: 3 })),
      'before',
    );
    await ledger.settle(
      attempts.map(({ id }) => ({ id, status: 'scheduled' })),
      'before',
    );
  };
  const depsWith = (over: Partial<Rows>): SendWorld['deps'] => ({
    ...world.deps,
    ledger: { ...world.deps.ledger, rows: { ...world.deps.ledger.rows, ...over } },
  });
  const tokens = async (): Promise<readonly unknown[]> =>
    (await database.connection.collection('messages').find().toArray()).map(({ token }): unknown => token);

  it('takes them all in two commands, each with the attempts it has behind it', async () => {
    await putBack(['ada', 'bob', 'cid']);
    let commands = 0;
    const { rows } = world.deps.ledger;
    const counted = depsWith({
      read: (ids) => {
        commands += 1;
        return rows.read(ids);
      },
      takeScheduled: (ids, token) => {
        commands += 1;
        return rows.takeScheduled(ids, token);
      },
    });

    const found = await reclaim(counted, attempts, context);

    expect(commands).toBe(2);
    expect([...found.values()]).toEqual(attempts.map((one) => ({ mine: { ...one, attempt: 3 } })));
    expect(await tokens()).toEqual(['ours', 'ours', 'ours']);
  });

  it('leaves alone the one that somebody else took in between', async () => {
    await putBack(['ada', 'bob', 'cid']);
    const { rows } = world.deps.ledger;
    const [ada, bob, cid] = attempts;
    const raced = depsWith({
      takeScheduled: async (ids, token) => {
        if (bob !== undefined && ids.length > 1) await rows.takeScheduled([bob.id], 'theirs');
        return rows.takeScheduled(ids, token);
      },
    });

    const found = await reclaim(raced, attempts, context);

    expect([ada, cid].map((one) => one && found.get(one.id))).toEqual([
      { mine: { ...ada, attempt: 3 } },
      { mine: { ...cid, attempt: 3 } },
    ]);
    expect(bob && found.get(bob.id)).toMatchObject({
      outcome: { kind: 'again', reason: 'sending_elsewhere' },
    });
  });

  it('knows its own when the reply to taking them was lost', async () => {
    await putBack(['ada', 'bob']);
    const { rows } = world.deps.ledger;
    let isLost = false;
    const cut = depsWith({
      takeScheduled: async (ids, token) => {
        const taken = await rows.takeScheduled(ids, token);
        if (isLost) return taken;
        isLost = true;
        throw new Error('connection closed');
      },
    });

    const found = await reclaim(cut, attempts, context);

    expect([...found.values()]).toEqual(attempts.map((one) => ({ mine: { ...one, attempt: 3 } })));
  });

  it('asks nothing when there are none', async () => {
    const silent = depsWith({ read: () => Promise.reject(new Error('asked')) });

    expect((await reclaim(silent, [], context)).size).toBe(0);
  });
});
