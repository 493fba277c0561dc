import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { aShop, lumen } from '../../testing/mail/mail-builders.ts';
import { createSendWorld } from '../../testing/mail/send-world.ts';
import type { SendWorld } from '../../testing/mail/send-world.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';

const stranger = asShopId('stranger.myshopify.com');
const patient = 60_000;

describe('a lane that meets the barrier', () => {
  let database: TestDatabase;
  let world: SendWorld;

  beforeAll(async () => {
    database = await testDatabase('barrier');
  });
  beforeEach(async () => {
    await database.connection.dropDatabase();
    world = createSendWorld(database);
    await world.system.ensureIndexes();
  });
  afterAll(() => database.drop());

  /** Held for so many looks; `then` is what its delivery does to the world when it is applied. */
  const heldFor = (looks: number, then: () => unknown = () => undefined) => {
    let looked = 0;
    return {
      looked: () => looked,
      inbox: {
        heldShops: async (shops: readonly ShopId[]) => {
          looked += 1;
          if (looked > looks) return new Set<ShopId>();
          if (looked === looks) await then();
          return new Set(shops);
        },
      },
    };
  };
  const depsWith = (inbox: SendWorld['deps']['facts']['inbox'], barrierMs = patient) => ({
    facts: { ...world.deps.facts, inbox },
    settings: { ...world.deps.settings, barrierMs },
  });

  it('waits for it a moment and sends in the same claim, under the same token', async () => {
    const mara = await world.enroll('mara');
    const tokens = new Set<string | undefined>();
    const { looked, inbox } = heldFor(3);
    const watched = {
      heldShops: async (shops: readonly ShopId[]) => {
        tokens.add((await world.row(mara))?.token);
        return inbox.heldShops(shops);
      },
    };

    const outcomes = await world.perform([mara], { deps: depsWith(watched) });

    expect(outcomes.get(mara.id)).toEqual({ kind: 'advance' });
    expect(looked()).toBe(4);
    expect(tokens.size).toBe(1);
    expect(world.transport.written).toHaveLength(1);
  });

  it('reads the facts after the barrier has fallen: what was applied meanwhile decides', async () => {
    const mara = await world.enroll('mara');
    const { inbox } = heldFor(2, () => world.store.exit(mara.id, 'ordered'));

    const outcomes = await world.perform([mara], { deps: depsWith(inbox) });

    expect(outcomes.get(mara.id)).toEqual({ kind: 'drop' });
    expect(await world.row(mara)).toMatchObject({ status: 'cancelled' });
    expect(world.transport.written).toHaveLength(0);
  });

  it('renews its lease before every further look, and drops what it lost', async () => {
    const mara = await world.enroll('mara');
    let renewals = 0;
    const lease = {
      renew: (turns: Iterable<typeof mara.turn>) => {
        renewals += 1;
        return Promise.resolve(new Set(renewals < 3 ? turns : []));
      },
    };

    const outcomes = await world.perform([mara], { lease, deps: depsWith(heldFor(100).inbox) });

    expect(outcomes.get(mara.id)).toEqual({ kind: 'drop' });
    expect(await world.row(mara)).toMatchObject({ status: 'scheduled', reason: 'lease_lost' });
    expect(world.transport.written).toHaveLength(0);
  });

  it('puts everything back at once when the worker is told to stop', async () => {
    const mara = await world.enroll('mara');
    const stop = new AbortController();
    const { looked, inbox } = heldFor(100, () => undefined);
    const stopping = {
      heldShops: (shops: readonly ShopId[]) => {
        stop.abort();
        return inbox.heldShops(shops);
      },
    };

    const outcomes = await world.perform([mara], { signal: stop.signal, deps: depsWith(stopping) });

    expect(outcomes.get(mara.id)).toMatchObject({ kind: 'again', reason: 'barrier' });
    expect(looked()).toBe(1);
  });

  it('lets nobody else wait: mails of other shops in the sub-group leave at the first look', async () => {
    const mara = await world.enroll('mara');
    const other = { ...(await world.enroll('otto')), shop: stranger };
    world.shops.set(stranger, { ...aShop(), id: stranger });
    await database.connection
      .collection<{ _id: string; shop: string }>('contacts')
      .updateOne({ _id: 'otto' }, { $set: { shop: stranger } });
    await world.store.exit(other.id, 'moved to the other shop');
    const left: string[] = [];
    let looks = 0;
    const inbox = {
      heldShops: () => {
        looks += 1;
        left.push(world.transport.written.map(({ shop }) => shop).join());
        return Promise.resolve(new Set(looks < 3 ? [lumen] : []));
      },
    };
    const enrollments = {
      ...world.store,
      findWaitingOfContacts: async (
        shop: ShopId,
        contacts: Parameters<typeof world.store.findWaitingOfContacts>[1],
      ) => (shop === stranger ? [other] : world.store.findWaitingOfContacts(shop, contacts)),
    };
    const deps = depsWith(inbox);

    await world.perform([mara, other], { deps: { ...deps, facts: { ...deps.facts, enrollments } } });

    expect(left.slice(0, 2)).toEqual(['', stranger]);
    expect(world.transport.written.map(({ shop }) => shop)).toEqual([stranger, lumen]);
  });
});
