import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { EncoreError } from '../../lib/errors.ts';
import { silentLogger } from '../../lib/logger.ts';
import { createConsentWriteRepository } from '../../shop/consent-writes.repository.ts';
import { createDueConsentWrites } from '../../shop/consent-writes.system.repository.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import { createQueueConsentWrites } from '../../shop/queue-consent-writes.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import { lumen } from '../../testing/shop/build-delivery.ts';
import { startFarSide } from '../../testing/shop/far-side.ts';
import type { FarSide } from '../../testing/shop/far-side.ts';
import { shopDatabase } from '../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../testing/shop/shop-database.ts';
import type { AdminClient } from './admin-client.ts';
import { createConsentWriteBack } from './consent-write-back.ts';
import { wantedScopes } from './scopes.ts';

const mara = { address: 'mara@lumen.example', customerId: '9007199254740993111' };
const digest = addressDigest(lumen, mara.address);
let database: ShopDatabase;
let far: FarSide;

beforeAll(async () => {
  database = await shopDatabase('consent write back');
});
afterAll(() => database.drop());
beforeEach(async () => {
  for (const { name } of await database.connection.listCollections())
    await database.connection.collection(name).deleteMany({});
  far = await startFarSide(database.repositories);
  await far.ensureInstalled(lumen, far.sessionToken());
});
afterEach(() => far.close());

/** What a click on a page of ours leads to. */
const says = async (
  state: 'subscribed' | 'unsubscribed',
  at: string,
  source = 'one-click',
): Promise<void> => {
  const { repositories, connection } = database;
  const consent = { person: mara, state, source, statedAt: new Date(at) } as const;
  const { events } = await createRecordFacts(repositories)(lumen, [{ kind: 'consent', consent }], 'page');
  await createQueueConsentWrites(createConsentWriteRepository(connection))(lumen, events);
};

const writeBack = (admin: AdminClient = far.admin) =>
  createConsentWriteBack({
    due: createDueConsentWrites(database.connection),
    writes: createConsentWriteRepository(database.connection),
    contacts: database.repositories.contacts,
    consents: database.repositories.consents,
    admin,
    logger: silentLogger,
  });

const theirs = () => far.fake.store.customers.get(mara.customerId)?.marketing;
const rows = () => database.connection.collection('consent_writes').find().toArray();
const makeDue = () =>
  database.connection.collection('consent_writes').updateMany({}, { $set: { dueAt: new Date(0) } });

describe('an unsubscribe heard here', () => {
  it('is told to Shopify, with the time at which it was said', async () => {
    await says('unsubscribed', '2026-06-01T10:00:00Z');

    expect(await writeBack().run()).toBe(1);

    expect(theirs()).toEqual({ state: 'unsubscribed', updatedAt: '2026-06-01T10:00:00.000Z' });
    expect(await rows()).toEqual([]);
  });

  it('is not told again when it is heard again', async () => {
    await says('unsubscribed', '2026-06-01T10:00:00Z');
    await writeBack().run();
    const sent = far.fake.sender.pending();
    await says('unsubscribed', '2026-06-01T10:00:00Z');

    await writeBack().run();

    expect(far.fake.sender.pending()).toBe(sent);
    expect(await rows()).toEqual([]);
  });

  it('gives way to what the person told the shop later', async () => {
    far.fake.floor.setMarketing(mara.customerId, 'subscribed', new Date('2026-07-01T10:00:00Z'));
    await says('unsubscribed', '2026-06-01T10:00:00Z');

    await writeBack().run();

    expect(theirs()).toEqual({ state: 'subscribed', updatedAt: '2026-07-01T10:00:00.000Z' });
    expect(await rows()).toEqual([]);
  });

  it('gives way to what the person told us later, which is told instead', async () => {
    await says('unsubscribed', '2026-06-01T10:00:00Z');
    await says('subscribed', '2026-06-02T10:00:00Z', 'page');

    await writeBack().run();

    expect(theirs()?.state).toBe('subscribed');
    expect(await rows()).toEqual([]);
  });

  it('does not echo what Shopify itself has told', async () => {
    await says('unsubscribed', '2026-06-01T10:00:00Z', 'shopify');
    await says('subscribed', '2026-06-02T10:00:00Z', 'checkout');

    expect(await rows()).toEqual([]);
  });

  it('waits while Shopify is ill, a little longer each time, and is told once it is well', async () => {
    await says('unsubscribed', '2026-06-01T10:00:00Z');
    far.fake.illness.strike('broken', 12);

    expect(await writeBack().run()).toBe(0);
    await makeDue();
    expect(await writeBack().run()).toBe(0);
    expect(await rows()).toMatchObject([{ failures: 2, error: 'platform_unreachable' }]);
    expect(await writeBack().run()).toBe(0);
    far.fake.illness.heal();
    await makeDue();

    expect(await writeBack().run()).toBe(1);
    expect(theirs()?.state).toBe('unsubscribed');
  });

  it('is told once when the answer of a change that was made is lost', async () => {
    await says('unsubscribed', '2026-06-01T10:00:00Z');
    const fine: AdminClient = far.admin;
    let changes = 0;
    const losing: AdminClient = {
      request: async (shop, request) => {
        const answer = await fine.request(shop, request);
        if (!request.query.startsWith('mutation')) return answer;
        changes += 1;
        throw new EncoreError('platform_unreachable');
      },
    };

    await writeBack(losing).run();
    await makeDue();
    await writeBack(losing).run();

    expect(changes).toBe(1);
    expect(theirs()?.updatedAt).toBe('2026-06-01T10:00:00.000Z');
    expect(await rows()).toEqual([]);
  });

  it('is kept and shown when Shopify refuses it, with its reason, and not tried again', async () => {
    await says('unsubscribed', '2026-06-01T10:00:00Z');
    const refusing: AdminClient = {
      request: (shop, request) =>
        request.query.startsWith('mutation')
          ? Promise.resolve(
              request.schema.parse({
                customerEmailMarketingConsentUpdate: {
                  userErrors: [{ field: ['input'], message: 'no', code: 'INVALID' }],
                },
              }),
            )
          : far.admin.request(shop, request),
    };

    await writeBack(refusing).run();

    expect(await createDueConsentWrites(database.connection).count()).toMatchObject({
      waiting: 0,
      refused: 1,
    });
    expect(await rows()).toMatchObject([{ error: 'platform_refused' }]);
    expect(await writeBack().run()).toBe(0);
  });

  it('is dropped where the shop has gone', async () => {
    await says('unsubscribed', '2026-06-01T10:00:00Z');
    await database.repositories.tokens.delete(lumen);

    await writeBack().run();

    expect(await rows()).toEqual([]);
  });

  it('is shared out: what one worker has taken no other is given', async () => {
    await says('unsubscribed', '2026-06-01T10:00:00Z');
    const due = createDueConsentWrites(database.connection);

    const [mine, yours] = await Promise.all([due.claim(10), due.claim(10)]);

    expect([...mine, ...yours]).toHaveLength(1);
    expect([...mine, ...yours][0]).toMatchObject({ addressDigest: digest, state: 'unsubscribed' });
  });
});

describe('what a guest says', () => {
  const guest = 'guest@lumen.example';
  const customerId = '9007199254740993222';

  const guestSays = async (state: 'subscribed' | 'unsubscribed', at: string): Promise<void> => {
    const consent = { person: { address: guest }, state, source: 'page', statedAt: new Date(at) } as const;
    await heard([{ kind: 'consent', consent }]);
  };
  const heard = async (facts: Parameters<ReturnType<typeof createRecordFacts>>[1]): Promise<void> => {
    const { events } = await createRecordFacts(database.repositories)(lumen, facts, 'webhook');
    await createQueueConsentWrites(createConsentWriteRepository(database.connection))(lumen, events);
  };
  const becomesCustomer = (said: string): void => {
    const mara1 = far.fake.store.customers.get(mara.customerId);
    if (mara1 === undefined) throw new Error('no customer to copy');
    const marketing = { state: 'subscribed', updatedAt: said } as const;
    far.fake.store.load([{ kind: 'customer', value: { ...mara1, id: customerId, email: guest, marketing } }]);
  };
  const guestAtShopify = () => far.fake.store.customers.get(customerId)?.marketing.state;

  it('is kept while Shopify has no such customer, and is no reason to worry', async () => {
    await guestSays('unsubscribed', '2026-06-01T10:00:00Z');

    expect(await writeBack().run()).toBe(0);

    expect(await rows()).toMatchObject([{ state: 'unsubscribed', error: 'customer_unknown_yet' }]);
    expect(await createDueConsentWrites(database.connection).count()).toMatchObject({
      waiting: 0,
      refused: 0,
    });
  });

  it('is told as soon as they are heard of as a customer', async () => {
    await guestSays('unsubscribed', '2026-06-01T10:00:00Z');
    await writeBack().run();
    becomesCustomer('2026-05-01T10:00:00Z');
    const person = { address: guest, customerId };
    await heard([{ kind: 'customer', person, at: new Date('2026-06-02T10:00:00Z') }]);

    expect(await writeBack().run()).toBe(1);

    expect(guestAtShopify()).toBe('unsubscribed');
    expect(await rows()).toEqual([]);
  });

  it('is told a day later at the latest, also when nobody tells us of the customer', async () => {
    await guestSays('unsubscribed', '2026-06-01T10:00:00Z');
    await writeBack().run();
    becomesCustomer('2026-05-01T10:00:00Z');
    expect(await writeBack().run()).toBe(0);
    await makeDue();

    expect(await writeBack().run()).toBe(1);

    expect(guestAtShopify()).toBe('unsubscribed');
  });

  it('gives way to what they told the shop later, as a customer', async () => {
    await guestSays('unsubscribed', '2026-06-01T10:00:00Z');
    await writeBack().run();
    becomesCustomer('2026-06-03T10:00:00Z');
    await makeDue();

    await writeBack().run();

    expect(guestAtShopify()).toBe('subscribed');
    expect(await rows()).toEqual([]);
  });

  it('is replaced by what they say later, as long as it waits', async () => {
    await guestSays('unsubscribed', '2026-06-01T10:00:00Z');
    await writeBack().run();
    await guestSays('subscribed', '2026-06-02T10:00:00Z');

    expect(await rows()).toMatchObject([{ state: 'subscribed', failures: 0 }]);
  });

  it('wakes nobody else’s', async () => {
    await guestSays('unsubscribed', '2026-06-01T10:00:00Z');
    await writeBack().run();
    const [before] = await rows();
    await heard([{ kind: 'customer', person: mara, at: new Date('2026-06-02T10:00:00Z') }]);

    expect((await rows())[0]?.['dueAt']).toEqual(before?.['dueAt']);
  });
});

describe('where the merchant has not granted it', () => {
  it('waits for a day, for no second try mends that, and is told once it is granted', async () => {
    await says('unsubscribed', '2026-06-01T10:00:00Z');
    far.fake.grant(wantedScopes.filter((scope) => scope !== 'write_customers'));
    const asked = new Date();

    expect(await writeBack().run()).toBe(0);

    const [row] = await rows();
    expect(row).toMatchObject({ error: 'scope_not_granted', failures: 1 });
    const dueAt = z.date().parse(row?.['dueAt']);
    expect(dueAt.getTime() - asked.getTime()).toBeGreaterThan(23 * 3_600_000);
    far.fake.grant(wantedScopes);
    await makeDue();
    expect(await writeBack().run()).toBe(1);
    expect(theirs()?.state).toBe('unsubscribed');
  });
});
