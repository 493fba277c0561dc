import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
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
