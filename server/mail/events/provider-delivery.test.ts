import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asMessageId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import { silentLogger } from '../../lib/logger.ts';
import { createApplier } from '../../shop/inbox/apply.ts';
import { createInbox } from '../../shop/inbox/inbox.system.repository.ts';
import type { Inbox } from '../../shop/inbox/inbox.system.repository.ts';
import { createInboxInsert } from '../../shop/inbox/inbox-insert.repository.ts';
import { createInterpreter } from '../../shop/interpret-delivery.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import { createMemoryEngineStore } from '../../engine/memory-engine-store.ts';
import { lumen, noon } from '../../testing/mail/mail-builders.ts';
import { shopDatabase } from '../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../testing/shop/shop-database.ts';
import { createMessages } from '../ledger/messages.repository.ts';
import { applyProviderEvents } from './apply-provider-events.ts';
import { interpretProviderEvents } from './interpret-provider-events.ts';
import { createMessageEvents } from './message-events.repository.ts';
import { interpretProviderDelivery, toProviderDeliveries } from './provider-delivery.ts';

const mara = 'mara@example.com';
const digest = addressDigest(lumen, mara);

let database: ShopDatabase;
let inbox: Inbox;
beforeAll(async () => {
  database = await shopDatabase('provider deliveries');
});
afterAll(() => database.drop());
beforeEach(async () => {
  for (const name of ['inbox', 'message_events', 'consents', 'suppressions'])
    await database.connection.collection(name).deleteMany({});
  inbox = createInbox(database.connection);
});

const event = (over: object = {}): object => ({
  event: 'delivered',
  timestamp: noon.getTime() / 1000,
  email: mara,
  message_id: 'e1.checkout-1',
  shop: lumen,
  sg_event_id: String(Math.random()),
  ...over,
});

/** As the web process takes it and a worker applies it, with the real inbox in between. */
const tell = async (...batches: (readonly object[])[]): Promise<void> => {
  const insert = createInboxInsert(database.connection);
  for (const batch of batches) await insert(toProviderDeliveries(Buffer.from(JSON.stringify(batch))));
  const deps = {
    events: createMessageEvents(database.connection),
    messages: createMessages(database.connection),
    suppressions: database.repositories.suppressions,
    enrollments: createMemoryEngineStore(),
    clock: createManualClock(noon),
  };
  const applier = createApplier({
    inbox,
    interpret: createInterpreter({ sendgrid: interpretProviderDelivery }),
    record: createRecordFacts(database.repositories),
    react: async () => {},
    beside: (delivery) => applyProviderEvents(deps, interpretProviderEvents(delivery.body)),
    logger: silentLogger,
  });
  while ((await applier.applyBatch()) > 0);
};

const eventRows = () => database.connection.collection('message_events').find().toArray();
const consentState = async () => (await database.repositories.consents.find(lumen, digest))?.state;

describe('what a provider tells', () => {
  it('is one event, however often and under whatever id it comes', async () => {
    await tell(...Array.from({ length: 46 }, () => [event()]));

    expect(await eventRows()).toMatchObject([{ type: 'delivered', person: digest }]);
    expect(await inbox.heldShops([lumen])).toEqual(new Set());
  });

  it('may be late by days and in any order', async () => {
    const threeDaysAgo = noon.getTime() / 1000 - 3 * 86_400;
    await tell(
      [event({ event: 'click', url: 'https://lumen.example/' })],
      [event({ timestamp: threeDaysAgo })],
    );

    const kept = await createMessageEvents(database.connection).ofMessage(
      lumen,
      asMessageId('e1.checkout-1'),
    );
    expect(kept.map(({ type }) => type)).toEqual(['delivered', 'clicked']);
  });

  it.each([
    [{ event: 'bounce', type: 'bounce' }, 'hard_bounce'],
    [{ event: 'bounce', type: 'blocked' }, undefined],
    [{ event: 'spamreport' }, 'complaint'],
    [{ event: 'dropped', reason: 'Bounced Address' }, 'hard_bounce'],
    [{ event: 'dropped', reason: 'Spam Reporting Address' }, 'complaint'],
    [{ event: 'open' }, undefined],
  ])('%j suppresses for this shop as %s', async (over, reason) => {
    await tell([event(over)]);

    const { suppressions } = database.repositories;
    expect((await suppressions.findMany(lumen, [digest])).get(digest)?.reason).toBe(reason);
  });

  it('marks opens of machines and clicks of gateways', async () => {
    await tell([
      event({ event: 'open', sg_machine_open: true }),
      event({ event: 'open', timestamp: 1, sg_machine_open: false }),
      event({ event: 'click', useragent: 'Barracuda Sentinel (EE)' }),
      event({ event: 'click', timestamp: 2, useragent: 'Mozilla/5.0 (Macintosh)' }),
    ]);

    const marks = (await eventRows()).map((row) => `${row['type']} ${row['detail'] ?? '-'}`);
    expect(marks.toSorted()).toEqual(['clicked -', 'clicked scanner', 'opened -', 'opened machine']);
  });

  it('is a statement of the person where they unsubscribed there', async () => {
    await tell([event({ event: 'group_unsubscribe' })]);

    expect(await database.repositories.consents.find(lumen, digest)).toMatchObject({
      state: 'unsubscribed',
      source: 'provider',
      statedAt: noon,
    });
  });

  it('undoes no later opt-in when it is late', async () => {
    const later = { addressDigest: digest, state: 'subscribed', source: 'page', statedAt: noon } as const;
    await database.repositories.consents.stateMany(lumen, [later]);

    await tell([event({ event: 'unsubscribe', timestamp: noon.getTime() / 1000 - 86_400 })]);

    expect(await consentState()).toBe('subscribed');
  });

  it('about a mail nobody knows changes no mail', async () => {
    await tell([event({ message_id: 'nobody.knows' })]);

    expect(await createMessages(database.connection).find(lumen, asMessageId('nobody.knows'))).toBeNull();
  });

  it('is kept and left where nobody can read it, and its neighbours are applied', async () => {
    await tell([
      event({ event: 'delivered' }),
      { ...event(), timestamp: 'yesterday' },
      event({ event: 'new_kind' }),
    ]);

    expect(await eventRows()).toHaveLength(1);
  });
});
