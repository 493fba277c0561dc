import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EffectOutcome, Settle } from '../../engine/effect.ts';
import { EncoreError } from '../../lib/errors.ts';
import { noon } from '../../testing/mail/mail-builders.ts';
import { createSendWorld } from '../../testing/mail/send-world.ts';
import type { SendWorld } from '../../testing/mail/send-world.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { createSendEmailExecutor } from './send-email.executor.ts';

let database: TestDatabase;
let world: SendWorld;
beforeAll(async () => {
  database = await testDatabase('interleaved_tokens');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  world = createSendWorld(database);
  await world.system.ensureIndexes();
});

/** One worker's executor for all of its turns; what it settles is what it says. */
const aWorker = () => {
  const { ledger } = world.deps;
  const outcomes: EffectOutcome[] = [];
  const trouble = { settling: false };
  const rows: typeof ledger.rows = {
    ...ledger.rows,
    settle: (...call) =>
      trouble.settling
        ? Promise.reject(new EncoreError('database_unreachable'))
        : ledger.rows.settle(...call),
  };
  const settle: Settle = (settled) => {
    outcomes.push(...settled.values());
    return Promise.resolve(new Set(settled.keys()));
  };
  const executor = createSendEmailExecutor({ ...world.deps, ledger: { ...ledger, rows } });
  const turn = async (enrollment: Parameters<SendWorld['request']>[0]): Promise<void> => {
    const lease = { renew: async (turns: readonly (typeof enrollment.turn)[]) => new Set(turns) };
    const signal = new AbortController().signal;
    await executor.perform([world.request(enrollment)], { now: noon, lease, signal }, settle);
  };
  return { turn, trouble, outcomes };
};

describe('one worker after it gave up settling (turns.md §8)', () => {
  it('takes a row of its own earlier attempt for what it is: every attempt has a new token', async () => {
    const mara = await world.enroll('mara');
    const worker = aWorker();
    worker.trouble.settling = true;
    await worker.turn(mara);
    worker.trouble.settling = false;

    await worker.turn(mara);

    expect(world.transport.written).toHaveLength(1);
    expect(worker.outcomes).toEqual([
      expect.objectContaining({ kind: 'again', reason: 'sending_elsewhere' }),
    ]);
    expect(await world.row(mara)).toMatchObject({ status: 'sending' });
  });

  it('sends again on no unknown row, its own or another’s', async () => {
    const mara = await world.enroll('mara');
    world.transport.answer = () => Promise.resolve({ kind: 'unknown', reason: 'timeout' });
    const [first, second] = [aWorker(), aWorker()];
    await first.turn(mara);
    world.transport.answer = () => Promise.resolve({ kind: 'accepted' });

    await first.turn(mara);
    await second.turn(mara);

    expect(world.transport.written).toHaveLength(1);
    expect(await world.row(mara)).toMatchObject({ status: 'unknown' });
    expect(second.outcomes).toEqual([expect.objectContaining({ kind: 'again', reason: 'unknown' })]);
  });
});
