import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EffectOutcome } from '../../engine/effect.ts';
import { aShop, lumen, noon } from '../../testing/mail/mail-builders.ts';
import { createSendWorld } from '../../testing/mail/send-world.ts';
import type { SendWorld } from '../../testing/mail/send-world.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';

let database: TestDatabase;
let world: SendWorld;
beforeAll(async () => {
  database = await testDatabase('executor');
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

describe('sending', () => {
  it('writes the row before the mail, sends, and settles row, decision and outcome', async () => {
    const mara = await world.enroll('mara');
    let during: string | undefined;
    world.transport.before = async () => {
      during = (await world.row(mara))?.status;
    };

    const outcomes = await world.perform([mara]);

    expect(during).toBe('sending');
    expect(outcomes.get(mara.id)).toEqual({ kind: 'advance' });
    expect(world.transport.written.map(({ to }) => to.address)).toEqual(['mara@example.com']);
    expect(await world.row(mara)).toMatchObject({
      status: 'accepted',
      sentAt: noon,
      subject: 'You left something behind',
    });
    expect(world.decisions).toMatchObject([{ kind: 'sent', step: 'checkout-1', reason: 'accepted' }]);
    expect((await world.row(mara))?.gate?.at(-1)).toEqual({ clause: 'no-rival', pass: true });
  });

  it('sends to 120 people in sub-groups, each once', async () => {
    const everyone = await Promise.all(
      Array.from({ length: 120 }, (_, index) => world.enroll(`person ${index}`)),
    );

    const outcomes = await world.perform(everyone);

    expect(outcomes.size).toBe(120);
    expect(new Set(world.transport.written.map(({ messageId }) => messageId)).size).toBe(120);
    expect(world.transport.written).toHaveLength(120);
  });

  it('leaves a turn alone whose lease is gone', async () => {
    const mara = await world.enroll('mara');

    const outcomes = await world.perform([mara], { lease: { renew: () => Promise.resolve(new Set()) } });

    expect(outcomes.get(mara.id)).toEqual({ kind: 'drop' });
    expect(await world.row(mara)).toBeUndefined();
  });

  it('skips somebody held out without taking a place of the cap', async () => {
    const mara = await world.enroll('mara', { heldOut: true });

    const outcomes = await world.perform([mara]);

    expect(outcomes.get(mara.id)).toEqual({ kind: 'advance' });
    expect(await world.row(mara)).toMatchObject({ status: 'skipped', reason: 'held_out' });
    expect(await database.connection.collection('contacts').findOne({ cap: { $exists: true } })).toBeNull();
  });

  it('ends the flow for somebody who has ordered', async () => {
    const mara = await world.enroll('mara');
    world.briefs.set(mara.id, { settledBy: '1001' });

    const outcomes = await world.perform([mara]);

    expect(outcomes.get(mara.id)).toEqual({ kind: 'exit', reason: 'ordered' });
    expect(await world.row(mara)).toMatchObject({ status: 'skipped', reason: 'already_ordered' });
    expect(world.transport.written).toHaveLength(0);
  });

  it('asks again when facts cannot be had, and never sends', async () => {
    const mara = await world.enroll('mara');
    const facts = { ...world.deps.facts, flows: { brief: () => Promise.reject(new Error('down')) } };

    const outcomes = await world.perform([mara], { deps: { facts } });

    expect(outcomes.get(mara.id)).toEqual({ kind: 'again', at: later(30_000), reason: 'facts_unavailable' });
    expect(await world.row(mara)).toMatchObject({ status: 'scheduled', attempt: 1 });
    expect(world.transport.written).toHaveLength(0);
  });

  it('fails a mail that cannot be rendered and goes on', async () => {
    const mara = await world.enroll('mara');
    world.shops.set(lumen, aShop({ sender: { name: 'Lumen', address: 'no address' } }));

    const outcomes = await world.perform([mara]);

    expect(outcomes.get(mara.id)).toEqual({ kind: 'advance' });
    expect(await world.row(mara)).toMatchObject({ status: 'failed', reason: 'render_failed' });
  });

  it('defers a mail while a more important one is due for the same person', async () => {
    const mara = await world.enroll('mara');
    const rival = await world.enroll('mara', { about: 'other', dueAt: later(3_600_000) });
    world.briefs.set(rival.id, { priority: 20 });

    const outcomes = await world.perform([mara]);

    expect(outcomes.get(mara.id)).toEqual({ kind: 'again', at: later(3_900_000), reason: 'higher_priority' });
    expect(
      await database.connection.collection('contacts').findOne({ 'cap.0': { $exists: true } }),
    ).toBeNull();
  });
});

describe('a machine too slow for the deadline', () => {
  it('gives up after a few passes of the gate, renders nothing in vain and leaves the mail for a later claim', async () => {
    const mara = await world.enroll('mara');
    const { deps } = world;
    let [gates, rendered] = [0, 0];
    const inbox = {
      heldShops: () => {
        gates += 1;
        return Promise.resolve(new Set<never>());
      },
    };
    const composer: typeof deps.mail.composer = {
      ...deps.mail.composer,
      compose: (input) => {
        rendered += 1;
        return deps.mail.composer.compose(input);
      },
    };

    const outcomes = await world.perform([mara], {
      deps: {
        facts: { ...deps.facts, inbox },
        mail: { ...deps.mail, composer },
        settings: { ...deps.settings, deadlineMs: 0 },
      },
    });

    expect([gates, rendered]).toEqual([5, 0]);
    expect(outcomes.get(mara.id)).toEqual({ kind: 'drop' });
    expect(await world.row(mara)).toMatchObject({ status: 'scheduled', reason: 'too_slow' });
    expect(world.transport.written).toHaveLength(0);
  });

  it('takes fewer past the gate where all of them take too long, so that everybody is mailed', async () => {
    const everyone = await Promise.all(Array.from({ length: 40 }, (_, index) => world.enroll(`q ${index}`)));
    const { deps } = world;
    const sizes: number[] = [];
    const caps: typeof deps.ledger.caps = {
      ...deps.ledger.caps,
      reserve: async (shop, requests, window) => {
        sizes.push(requests.length);
        // Each one costs: with more than fifteen the deadline is over before the first could be written.
        await new Promise((resolve) => setTimeout(resolve, requests.length > 15 ? 600 : 0));
        return deps.ledger.caps.reserve(shop, requests, window);
      },
    };

    const outcomes = await world.perform(everyone, {
      deps: { ledger: { ...deps.ledger, caps }, settings: { ...deps.settings, deadlineMs: 500 } },
    });

    expect(world.transport.written).toHaveLength(40);
    expect([...outcomes.values()].every(({ kind }) => kind === 'advance')).toBe(true);
    expect(sizes[0]).toBeGreaterThan(15);
    expect(sizes.slice(1).some((size) => size <= 15)).toBe(true);
  });

  it('lets the first mails leave before the last are rendered', async () => {
    const everyone = await Promise.all(Array.from({ length: 40 }, (_, index) => world.enroll(`p ${index}`)));
    const { deps, transport } = world;
    let rendered = 0;
    const seen: number[] = [];
    transport.before = async () => {
      seen.push(rendered);
    };
    const composer: typeof deps.mail.composer = {
      ...deps.mail.composer,
      compose: (input) => {
        rendered += 1;
        return deps.mail.composer.compose(input);
      },
    };

    await world.perform(everyone, { deps: { mail: { ...deps.mail, composer } } });

    expect(seen).toHaveLength(40);
    expect(seen[0]).toBeLessThanOrEqual(10);
  });
});

describe('outcomes of the provider', () => {
  const outcomeWhen = async (
    answer: () => ReturnType<SendWorld['transport']['answer']>,
  ): Promise<EffectOutcome | undefined> => {
    const mara = await world.enroll('mara');
    world.transport.answer = answer;
    const outcomes = await world.perform([mara]);
    return outcomes.get(mara.id);
  };

  it('puts back what certainly did not leave, with a longer pause each time', async () => {
    const first = await outcomeWhen(() => Promise.resolve({ kind: 'not-sent', reason: 'econnrefused' }));
    const second = await outcomeWhen(() => Promise.resolve({ kind: 'not-sent', reason: 'econnrefused' }));

    expect([first, second]).toMatchObject([
      { kind: 'again', at: later(30_000) },
      { kind: 'again', at: later(60_000) },
    ]);
    expect(await world.row(await world.enroll('mara'))).toMatchObject({ status: 'scheduled', attempt: 2 });
  });

  it('parks an unknown outcome until the horizon and never sends it again', async () => {
    const first = await outcomeWhen(() => Promise.resolve({ kind: 'unknown', reason: 'timeout' }));
    const second = await outcomeWhen(() => Promise.resolve({ kind: 'accepted' }));

    expect(first).toEqual({ kind: 'again', at: later(86_400_000), reason: 'timeout' });
    expect(second).toMatchObject({ kind: 'again', reason: 'unknown' });
    expect(world.transport.written).toHaveLength(1);
  });

  it('moves on after the horizon', async () => {
    await outcomeWhen(() => Promise.resolve({ kind: 'unknown', reason: 'timeout' }));
    await age(86_500);

    const after = await outcomeWhen(() => Promise.resolve({ kind: 'accepted' }));

    expect(after).toEqual({ kind: 'advance' });
    expect(world.transport.written).toHaveLength(1);
  });

  it('fails what was rejected and gives the place of the cap back', async () => {
    const outcome = await outcomeWhen(() => Promise.resolve({ kind: 'rejected', reason: 'provider_400' }));

    expect(outcome).toEqual({ kind: 'advance' });
    expect(
      await database.connection.collection('contacts').findOne({ 'cap.0': { $exists: true } }),
    ).toBeNull();
  });
});
