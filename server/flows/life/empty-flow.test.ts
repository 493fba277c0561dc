import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { enrollmentIdOf } from '../../engine/enrollment-id.ts';
import type { NewEnrollment } from '../../engine/engine-store.ts';
import { asFlowId } from '../../lib/brand.ts';
import { messageIdOf } from '../../mail/message-id.ts';
import { createLifeWorld, lumen, stranger, waitingIn } from '../../testing/flows/life-world.ts';
import type { LifeWorld } from '../../testing/flows/life-world.ts';

const cart = asFlowId('abandoned-checkout');
const signal = new AbortController().signal;

let world: LifeWorld;
beforeAll(async () => {
  world = await createLifeWorld('empty_flow');
});
beforeEach(async () => {
  for (const name of ['enrollments', 'turns', 'messages', 'decisions'])
    await world.data.connection.collection(name).deleteMany({});
});
afterAll(() => world.close());

const enter = async (...entries: readonly NewEnrollment[]): Promise<void> => {
  await world.data.engine.store.enrollMany(entries);
};

const read = async (entry: NewEnrollment) =>
  (await world.data.engine.store.findMany([enrollmentIdOf(entry)]))[0];

describe('emptying an archived flow', () => {
  const crossSell = asFlowId('cross-sell');
  const empty = () => world.jobs.archive({ shop: lumen, flow: crossSell }, signal);

  it('does nothing while the flow isn’t archived', async () => {
    const entry = waitingIn('wait-1', 'a');
    await enter(entry);

    await world.jobs.archive({ shop: lumen, flow: cart }, signal);

    expect(await read(entry)).toMatchObject({ state: 'waiting' });
  });

  it('lets everybody inside leave, cancels what is scheduled for them, and leaves other shops alone', async () => {
    const entries = Array.from({ length: 1_100 }, (_, n) =>
      waitingIn('cross-sell-1', `p-${n}`, { flow: crossSell }),
    );
    const foreign = waitingIn('cross-sell-1', 'x', { flow: crossSell, shop: stranger });
    await enter(...entries, foreign);
    const first = enrollmentIdOf(waitingIn('cross-sell-1', 'p-0', { flow: crossSell }));
    const id = messageIdOf(first, 'cross-sell-1');
    const row = { id, shop: lumen, enrollment: first, step: 'cross-sell-1', flow: crossSell, attempt: 0 };
    const { ledger } = world.data.mail.system;
    await ledger.insertSending(
      [{ ...row, flowKey: 'cross-sell', contact: waitingIn('x', 'p-0').contact }],
      't',
    );
    await ledger.settle([{ id, status: 'scheduled' }], 't');
    await world.services.life.turn({ shop: lumen }, { flow: crossSell, rev: 0, turn: 'archive' });

    await empty();
    await empty();

    const found = await world.data.engine.store.findMany(entries.map(enrollmentIdOf));
    expect(new Set(found.map(({ state, exitReason }) => `${state} ${exitReason}`))).toEqual(
      new Set(['exited flow_archived']),
    );
    expect((await ledger.read([id])).get(id)?.status).toBe('cancelled');
    expect(await read(foreign)).toMatchObject({ state: 'waiting' });
    const [decision] = await world.data.engine.decisions.ofEnrollments(lumen, [first]);
    expect(decision).toMatchObject({ kind: 'exited', reason: 'flow_archived', count: 1 });
  });
});
