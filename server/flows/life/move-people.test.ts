import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { enrollmentIdOf } from '../../engine/enrollment-id.ts';
import type { NewEnrollment } from '../../engine/engine-store.ts';
import type { Step } from '../../engine/program.ts';
import { turnOf } from '../../engine/turn-id.ts';
import { asFlowId } from '../../lib/brand.ts';
import { messageIdOf } from '../../mail/message-id.ts';
import { codeOf } from '../../testing/admin-api/api-harness.ts';
import {
  anchorAt,
  createLifeWorld,
  lumen,
  mail,
  programOf,
  wait,
  waitingIn,
} from '../../testing/flows/life-world.ts';
import type { LifeWorld } from '../../testing/flows/life-world.ts';
import { movePreviewSchema, moveViewSchema } from './flow-life.contract.ts';

const cart = asFlowId('abandoned-checkout');
const signal = new AbortController().signal;
const after = (minutes: number): Date => new Date(anchorAt.getTime() + minutes * 60_000);

let world: LifeWorld;
beforeAll(async () => {
  world = await createLifeWorld('move_people');
});
beforeEach(async () => {
  world.queued.splice(0);
  for (const name of ['enrollments', 'turns', 'messages', 'decisions', 'flow_moves'])
    await world.data.connection.collection(name).deleteMany({});
});
afterAll(() => world.close());

const revOf = async (): Promise<number> => (await world.flows.service.find(lumen, cart))?.rev ?? -1;

/** A new version of the cart flow; resolves to its number. */
const edit = async (steps: readonly Step[]): Promise<number> => {
  const program = programOf(steps);
  await world.services.life.edit({ shop: lumen }, { flow: cart, rev: await revOf(), program });
  return (await world.flows.service.find(lumen, cart))?.version ?? -1;
};

const quicker: readonly Step[] = [wait('wait-1', 'PT10M'), mail('checkout-1'), wait('wait-3', 'PT5H')];

const enter = async (...entries: readonly NewEnrollment[]): Promise<void> => {
  await world.data.engine.store.enrollMany(entries);
};

const read = async (entry: NewEnrollment) =>
  (await world.data.engine.store.findMany([enrollmentIdOf(entry)]))[0];

const preview = async (to: number, body: object = {}) => {
  const answer = await world.ask('post', `/flows/${cart}/move/preview`, { to, ...body });
  return movePreviewSchema.parse(answer.body);
};

const start = async (to: number) => {
  const answer = await world.ask('post', `/flows/${cart}/move`, { to, rev: await revOf() });
  return moveViewSchema.parse(answer.body);
};

const carryOut = (move: string) => world.jobs.move({ shop: lumen, flow: cart, move }, signal);

const progress = async (move: string) =>
  moveViewSchema.parse((await world.ask('get', `/flows/${cart}/moves/${move}`)).body);

describe('moving people to another version', () => {
  it('says beforehand who goes and who stays and why, by the very same judgement', async () => {
    const to = await edit(quicker);
    const staying = [waitingIn('wait-2', 'c'), waitingIn('wait-2', 'd')];
    await enter(waitingIn('wait-1', 'a'), waitingIn('checkout-1', 'b'), ...staying);

    const seen = await preview(to);

    expect(seen).toMatchObject({
      moves: 2,
      there: 0,
      stays: 2,
      because: [{ reason: 'step_gone', step: 'wait-2', count: 2 }],
      nextCursor: null,
    });
    expect(seen.people.map(({ enrollment }) => enrollment)).toEqual(staying.map(enrollmentIdOf).toSorted());
    expect(await read(waitingIn('wait-1', 'a'))).toMatchObject({ version: 1, rev: 0 });
  });

  it('moves them: the same step, anchor and planned time, due by the new wait, and wakes their turn', async () => {
    const to = await edit(quicker);
    const entry = waitingIn('wait-1', 'a');
    await enter(entry);
    const move = await start(to);

    await carryOut(move.id);

    expect(await read(entry)).toMatchObject({
      version: to,
      step: 'wait-1',
      rev: 1,
      dueAt: after(10),
      anchorAt,
      plannedAt: anchorAt,
    });
    const turn = await world.data.connection
      .collection<{ _id: string; dueAt: Date }>('turns')
      .findOne({ _id: turnOf(entry.shop, entry.contact) });
    expect(turn?.dueAt).toEqual(after(10));
    expect(await progress(move.id)).toMatchObject({ state: 'done', moved: 1, stays: [] });
    expect(world.queued).toEqual([
      { name: 'flow.move', payload: { shop: lumen, flow: cart, move: move.id } },
    ]);
  });

  it('explains to each who went where', async () => {
    const to = await edit(quicker);
    const entry = waitingIn('wait-1', 'a');
    await enter(entry);

    await carryOut((await start(to)).id);

    const [decision] = await world.data.engine.decisions.ofContact(lumen, entry.contact, 10);
    expect(decision).toMatchObject({
      kind: 'moved',
      reason: 'new_version',
      step: 'wait-1',
      detail: { version: to, from: 1, dueAt: after(10).toISOString() },
    });
  });

  it('leaves a person’s deferral as it is, for no wait says when it ends', async () => {
    const to = await edit(quicker);
    const entry = waitingIn('checkout-1', 'a', { dueAt: after(95) });
    await enter(entry);

    await carryOut((await start(to)).id);

    expect(await read(entry)).toMatchObject({ version: to, dueAt: after(95) });
  });

  it.each(['sending', 'unknown'] as const)('leaves one whose email is %s where it is', async (status) => {
    const to = await edit(quicker);
    const entry = waitingIn('checkout-1', 'a');
    await enter(entry);
    const id = enrollmentIdOf(entry);
    await world.data.mail.system.ledger.insertSending(
      [
        {
          id: messageIdOf(id, 'checkout-1'),
          shop: lumen,
          enrollment: id,
          step: 'checkout-1',
          flow: cart,
          flowKey: cart,
          contact: entry.contact,
          attempt: 0,
        },
      ],
      'token',
    );
    if (status === 'unknown')
      await world.data.mail.system.ledger.settle([{ id: messageIdOf(id, 'checkout-1'), status }], 'token');
    const move = await start(to);

    await carryOut(move.id);

    expect(await read(entry)).toMatchObject({ version: 1, rev: 0 });
    expect((await progress(move.id)).stays).toEqual([
      { reason: 'message_open', step: 'checkout-1', count: 1 },
    ]);
  });

  it('leaves one in a step that became another kind of step, and one whose time can’t be said', async () => {
    const to = await edit([
      mail('wait-1'),
      { id: 'wait-2', key: 'wait', args: { untilProperty: { of: 'enrollment', property: 'never' } } },
    ]);
    await enter(waitingIn('wait-1', 'a'), waitingIn('wait-2', 'b'));

    const { because } = await preview(to);

    expect(because.map(({ reason, step }) => `${reason} ${step}`).toSorted()).toEqual([
      'step_differs wait-1',
      'time_unknown wait-2',
    ]);
  });

  it('lists who stays page by page', async () => {
    const to = await edit([mail('checkout-1')]);
    const entries = Array.from({ length: 130 }, (_, n) => waitingIn('wait-1', `p-${n}`));
    await enter(...entries);

    const first = await preview(to);
    const second = await preview(to, { cursor: first.nextCursor });

    const listed = [...first.people, ...second.people].map(({ enrollment }) => enrollment);
    expect([first.people.length, second.people.length]).toEqual([100, 30]);
    expect(listed).toEqual(entries.map(enrollmentIdOf).toSorted());
    expect(second.nextCursor).toBeNull();
  });
});

describe('a move that is interrupted', () => {
  it('goes on with whoever is left, and counts nobody twice', async () => {
    const to = await edit(quicker);
    const entries = Array.from({ length: 40 }, (_, n) => waitingIn('wait-1', `p-${n}`));
    await enter(...entries);
    const move = await start(to);
    await expect(
      world.jobs.move({ shop: lumen, flow: cart, move: move.id }, AbortSignal.abort()),
    ).rejects.toMatchObject({ code: 'interrupted' });

    await carryOut(move.id);
    await carryOut(move.id);

    expect(await progress(move.id)).toMatchObject({ state: 'done', moved: 40 });
    const found = await world.data.engine.store.findMany(entries.map(enrollmentIdOf));
    expect(found.every(({ version, rev }) => version === to && rev === 1)).toBe(true);
  });

  it('lowers the turns of people who were written before somebody died', async () => {
    const to = await edit(quicker);
    const entry = waitingIn('wait-1', 'a', { version: to, dueAt: after(10) });
    await enter(entry);
    await world.data.connection.collection('turns').updateMany({}, { $unset: { dueAt: 1 } });

    await carryOut((await start(to)).id);

    expect(await world.data.engine.store.nextDueAt()).toEqual(after(10));
  });

  it('is handed to the workers again when it is asked for again, and stays one move', async () => {
    const to = await edit(quicker);
    const first = await start(to);

    const again = await start(to);

    expect(again.id).toBe(first.id);
    expect(world.queued).toHaveLength(2);
  });

  it('is not crossed by a move to another version', async () => {
    const to = await edit(quicker);
    await start(to);

    const answer = await world.ask('post', `/flows/${cart}/move`, { to: 1, rev: await revOf() });

    expect(codeOf(answer.body)).toBe('flow_state_invalid');
  });

  it('begins only for who has seen the flow as it is, and to a version that is there', async () => {
    const rev = await revOf();

    const stale = await world.ask('post', `/flows/${cart}/move`, { to: 1, rev: rev + 1 });
    const nowhere = await world.ask('post', `/flows/${cart}/move`, { to: 9999, rev });

    expect([codeOf(stale.body), codeOf(nowhere.body)]).toEqual(['version_conflict', 'request_invalid']);
    expect(world.queued).toEqual([]);
  });
});
