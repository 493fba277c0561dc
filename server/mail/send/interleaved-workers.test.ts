import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EffectOutcome } from '../../engine/effect.ts';
import { asContactId, asFlowId } from '../../lib/brand.ts';
import { monotonicMs } from '../../lib/clock.ts';
import { aShop, lumen, noon } from '../../testing/mail/mail-builders.ts';
import { createSendWorld } from '../../testing/mail/send-world.ts';
import type { SendWorld } from '../../testing/mail/send-world.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { newRowOf, toAttempt } from './attempt.ts';

let database: TestDatabase;
let world: SendWorld;
beforeAll(async () => {
  database = await testDatabase('interleaved');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  world = createSendWorld(database);
  await world.system.ensureIndexes();
});

const later = (ms: number): Date => new Date(noon.getTime() + ms);
const age = (seconds: number): Promise<unknown> =>
  database.connection
    .collection('messages')
    .updateMany({}, [{ $set: { stateAt: { $subtract: ['$stateAt', seconds * 1000] } } }]);

describe('two workers, steps interleaved by hand (turns.md §8)', () => {
  it('RECLAIM never sends on somebody’s sending row', async () => {
    const mara = await world.enroll('mara');
    let second: EffectOutcome | undefined;
    world.transport.before = async () => {
      world.transport.before = () => Promise.resolve();
      second = (await world.perform([mara])).get(mara.id);
    };

    const first = await world.perform([mara]);

    expect(first.get(mara.id)).toEqual({ kind: 'advance' });
    expect(second).toMatchObject({ kind: 'again', reason: 'sending_elsewhere' });
    expect(world.transport.written).toHaveLength(1);
  });

  it('an old sending row becomes unknown, not a second mail', async () => {
    const mara = await world.enroll('mara');
    await world.system.ledger.insertSending([newRowOf(toAttempt(world.request(mara)))], 'vanished');
    await age(61);

    const outcomes = await world.perform([mara]);

    expect(outcomes.get(mara.id)).toEqual({ kind: 'again', at: later(86_400_000), reason: 'unknown' });
    expect(await world.row(mara)).toMatchObject({ status: 'unknown' });
    expect(world.transport.written).toHaveLength(0);
  });

  it('an insert whose reply was lost is known by its token', async () => {
    const mara = await world.enroll('mara');
    const { rows } = world.deps.ledger;
    let lost = false;
    const forgetful = {
      ...rows,
      insertSending: async (...call: Parameters<typeof rows.insertSending>) => {
        const collided = await rows.insertSending(...call);
        if (lost) return collided;
        lost = true;
        throw new Error('reply lost');
      },
    };

    const outcomes = await world.perform([mara], {
      deps: { ledger: { ...world.deps.ledger, rows: forgetful } },
    });

    expect(outcomes.get(mara.id)).toEqual({ kind: 'advance' });
    expect(world.transport.written).toHaveLength(1);
  });

  it('SETTLE compares the token: a late repeat does not put another’s row back', async () => {
    const mara = await world.enroll('mara');
    const row = newRowOf(toAttempt(world.request(mara)));
    await world.system.ledger.insertSending([row], 'first');
    await world.system.ledger.settle([{ id: row.id, status: 'scheduled' }], 'first');
    await world.system.ledger.takeScheduled([row.id], 'second');

    const repeated = await world.system.ledger.settle([{ id: row.id, status: 'scheduled' }], 'first');

    expect(repeated).toBe(0);
    expect(await world.row(mara)).toMatchObject({ status: 'sending', token: 'second' });
  });

  it('its own unknown row may still be settled', async () => {
    const mara = await world.enroll('mara');
    const row = newRowOf(toAttempt(world.request(mara)));
    await world.system.ledger.insertSending([row], 'first');
    await age(61);
    await world.system.ledger.markUnknown(row.id, 'first', 60_000);

    const settled = await world.system.ledger.settle([{ id: row.id, status: 'scheduled' }], 'first');

    expect(settled).toBe(1);
    expect(await world.row(mara)).toMatchObject({ status: 'scheduled', token: undefined });
  });

  it('RECLAIM sends a scheduled row, and walks past final ones only', async () => {
    const mara = await world.enroll('mara');
    const row = newRowOf(toAttempt(world.request(mara)));
    await world.system.ledger.insertSending([row], 'first');
    await world.system.ledger.settle([{ id: row.id, status: 'scheduled' }], 'first');

    const sent = await world.perform([mara]);
    const again = await world.perform([mara]);

    expect([sent.get(mara.id), again.get(mara.id)]).toEqual([{ kind: 'advance' }, { kind: 'advance' }]);
    expect(world.transport.written).toHaveLength(1);
  });

  it('the barrier is read after the rows are sending, and before the facts', async () => {
    const mara = await world.enroll('mara');
    const order: string[] = [];
    const { facts } = world.deps;
    const watched = {
      ...facts,
      inbox: {
        heldShops: async () => {
          order.push(`barrier ${(await world.row(mara))?.status}`);
          return new Set<never>();
        },
      },
      flows: {
        brief: (...call: Parameters<typeof facts.flows.brief>) => {
          order.push('facts');
          return facts.flows.brief(...call);
        },
      },
      enrollments: {
        ...world.store,
        findWaitingOfContacts: (...call: Parameters<typeof world.store.findWaitingOfContacts>) => {
          order.push('rev');
          return world.store.findWaitingOfContacts(...call);
        },
      },
    };

    await world.perform([mara], { deps: { facts: watched } });

    expect(order).toEqual(['barrier sending', 'facts', 'rev']);
  });

  it('a held shop is asked again in a quarter of a second', async () => {
    const mara = await world.enroll('mara');
    world.held.add(lumen);

    const outcomes = await world.perform([mara]);

    expect(outcomes.get(mara.id)).toEqual({ kind: 'again', at: later(250), reason: 'barrier' });
    expect(await world.row(mara)).toMatchObject({ status: 'scheduled', attempt: 0 });
  });

  it('an enrollment that changed meanwhile is dropped, and its row closed', async () => {
    const mara = await world.enroll('mara');
    await world.store.exit(mara.id, 'ordered');

    const outcomes = await world.perform([mara]);

    expect(outcomes.get(mara.id)).toEqual({ kind: 'drop' });
    expect(await world.row(mara)).toMatchObject({ status: 'cancelled' });
    expect(world.transport.written).toHaveLength(0);
  });

  it('after BACK the enrollment is read again: an order while it was sending closes the row', async () => {
    const mara = await world.enroll('mara');
    world.transport.answer = async () => {
      await world.store.exit(mara.id, 'ordered');
      return { kind: 'not-sent', reason: 'rate_limited', retryAfterMs: 2000 };
    };

    await world.perform([mara]);

    expect(await world.row(mara)).toMatchObject({ status: 'cancelled' });
  });

  it('a mail that is dropped while its enrollment is stored a step before stays open', async () => {
    const mara = await world.enroll('mara');
    const ahead = { ...mara, step: 'checkout-2', rev: mara.rev + 1 };

    const outcomes = await world.perform([ahead]);

    expect(outcomes.get(mara.id)).toEqual({ kind: 'drop' });
    expect(await world.row(ahead)).toMatchObject({ status: 'scheduled', reason: 'changed_meanwhile' });
  });

  it('a row that comes back wakes the enrollment that was put off to the horizon meanwhile', async () => {
    const mara = await world.enroll('mara');
    const { id, rev, step, plannedAt, attempts } = mara;
    world.transport.answer = async () => {
      // Paused for so long that somebody took the row for lost.
      const dueAt = later(86_400_000);
      await world.store.move([{ to: 'waiting', id, rev, step, dueAt, plannedAt, attempts }]);
      return { kind: 'not-sent', reason: 'rate_limited', retryAfterMs: 2000 };
    };

    await world.perform([mara]);

    expect(await world.row(mara)).toMatchObject({ status: 'scheduled' });
    expect((await world.store.findMany([id]))[0]?.dueAt).toEqual(later(2000));
  });

  it('past the deadline before it is rendered, too, the gate is asked again and decides', async () => {
    const mara = await world.enroll('mara');
    const { deps } = world;
    let looks = 0;
    const inbox = {
      heldShops: () => {
        looks += 1;
        return Promise.resolve(new Set(looks === 1 ? [] : [lumen]));
      },
    };

    const outcomes = await world.perform([mara], {
      deps: { facts: { ...deps.facts, inbox }, settings: { ...deps.settings, deadlineMs: 0 } },
    });

    expect(looks).toBeGreaterThan(1);
    expect(outcomes.get(mara.id)).toMatchObject({ kind: 'again', reason: 'barrier' });
    expect(world.transport.written).toHaveLength(0);
  });

  it('past the deadline the gate is asked again, and what it forbids by then is not written', async () => {
    const mara = await world.enroll('mara');
    const settings = { ...world.deps.settings, deadlineMs: 1500 };
    world.transport.before = async () => {
      world.held.add(lumen);
      const start = monotonicMs();
      while (monotonicMs() - start < 1500) await new Promise((resolve) => setTimeout(resolve, 10));
    };

    const outcomes = await world.perform([mara], { deps: { settings } });

    expect(outcomes.get(mara.id)).toMatchObject({ kind: 'again', reason: 'barrier' });
    expect(world.transport.written).toHaveLength(0);
  });

  it('the cap counts a mail that is on its way in another hand', async () => {
    world.shops.set(lumen, aShop({ frequencyCap: { count: 1, within: 'P7D' } }));
    const cart = await world.enroll('mara');
    const other = await world.enroll('mara', { about: 'other', flow: asFlowId('cross-sell'), dueAt: noon });
    world.briefs.set(cart.id, { priority: 20 });
    let second: EffectOutcome | undefined;
    world.transport.before = async () => {
      world.transport.before = () => Promise.resolve();
      await world.store.exit(cart.id, 'not waiting any more');
      second = (await world.perform([other])).get(other.id);
    };

    await world.perform([cart]);

    expect(second).toMatchObject({ kind: 'advance' });
    expect(await world.row(other)).toMatchObject({ status: 'skipped', reason: 'frequency_capped' });
    expect(world.transport.written).toHaveLength(1);
  });

  it('a place of the cap left by a crash is dropped and tried for again', async () => {
    world.shops.set(lumen, aShop({ frequencyCap: { count: 1, within: 'P7D' } }));
    const before = await world.enroll('mara', { about: 'before' });
    const row = newRowOf(toAttempt(world.request(before)));
    await world.system.ledger.insertSending([row], 'crashed');
    await world.deps.ledger.caps.reserve(lumen, [{ contact: asContactId('mara'), message: row.id }], {
      count: 1,
      since: later(-1000),
      at: noon,
    });
    await world.system.ledger.settle([{ id: row.id, status: 'failed' }], 'crashed');
    await world.store.exit(before.id, 'done');
    const mara = await world.enroll('mara');

    const outcomes = await world.perform([mara]);

    expect(outcomes.get(mara.id)).toEqual({ kind: 'advance' });
    expect(world.transport.written).toHaveLength(1);
  });

  it('two mails of one person go one after the other, and the cap stops the second', async () => {
    world.shops.set(lumen, aShop({ frequencyCap: { count: 1, within: 'PT1H' } }));
    const first = await world.enroll('mara', { dueAt: later(-1000) });
    const second = await world.enroll('mara', { about: 'other' });

    const outcomes = await world.perform([second, first]);

    expect(outcomes.get(first.id)).toEqual({ kind: 'advance' });
    expect(outcomes.get(second.id)).toEqual({
      kind: 'again',
      at: later(3_601_000),
      reason: 'frequency_capped',
    });
    expect(world.transport.written).toHaveLength(1);
  });
});
