import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asContactId, asShopId } from '../lib/brand.ts';
import type { ContactId } from '../lib/brand.ts';
import type { Order } from '../shop/catalog.ts';
import type { StoreFact } from '../shop/facts.ts';
import { addressDigest } from '../shop/person-digest.ts';
import { createRecordFacts } from '../shop/record-facts.ts';
import type { ConsentState } from '../shop/contact.ts';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import { buildOrderFact, buildPerson, builtAt, minutesLater } from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import { shopSettings } from '../testing/shop/shop-settings.ts';
import { createGateFacts } from './gate-facts.ts';
import type { GateFactsPort } from './gate/gate-facts-port.ts';

let database: ShopDatabase;
let facts: GateFactsPort;

const install = (shop: typeof lumen) =>
  database.repositories.shops.install(shop, { platform: 'shopify', settings: shopSettings, at: builtAt });

const hear = (person = buildPerson(), state?: ConsentState) =>
  createRecordFacts(database.repositories)(
    lumen,
    [
      { kind: 'customer', person, at: builtAt },
      ...(state === undefined
        ? []
        : [{ kind: 'consent', consent: { person, state, source: 'form', statedAt: builtAt } } as const]),
    ],
    'webhook',
  );

const idOf = async (address: string): Promise<ContactId> => {
  const contact = await database.repositories.contacts.findByAddress(lumen, address);
  return contact?.id ?? asContactId('nobody');
};

beforeAll(async () => {
  database = await shopDatabase('gate facts');
  facts = createGateFacts(database.repositories);
});
beforeEach(async () => {
  const { contacts, consents, suppressions, shops } = database.repositories;
  for (const shop of [lumen, umbra]) {
    await contacts.deleteAll(shop);
    await consents.deleteAll(shop);
    await shops.delete(shop);
  }
  await suppressions.lift(lumen, addressDigest(lumen, 'mara@lumen.example'));
  await install(lumen);
});
afterAll(() => database.drop());

describe('the shops that the gate asks for', () => {
  it('are found each by its own id, and left out when unknown', async () => {
    await install(umbra);

    const found = await facts.shops([umbra, asShopId('gone.myshopify.com'), lumen]);

    expect([...found.keys()]).toEqual([umbra, lumen]);
    expect(found.get(umbra)?.id).toBe(umbra);
  });
});

describe('the recipients that the gate asks for', () => {
  it('come with their name, their address and what they said', async () => {
    await hear(buildPerson({ lastName: 'Lind' }), 'subscribed');
    const mara = await idOf('mara@lumen.example');

    const found = await facts.recipients(lumen, [mara]);

    expect(found.get(mara)).toMatchObject({
      contact: mara,
      address: 'mara@lumen.example',
      firstName: 'Mara',
      lastName: 'Lind',
      redacted: false,
      consent: 'subscribed',
      suppressed: undefined,
    });
  });

  it.each(['subscribed', 'unsubscribed', 'pending'] as const)(
    'keep the word %s as it was said',
    async (state) => {
      await hear(buildPerson(), state);
      const mara = await idOf('mara@lumen.example');

      const found = await facts.recipients(lumen, [mara]);

      expect(found.get(mara)?.consent).toBe(state);
    },
  );

  it('said nothing when nothing was heard', async () => {
    await hear();
    const mara = await idOf('mara@lumen.example');

    const found = await facts.recipients(lumen, [mara]);

    expect(found.get(mara)?.consent).toBe('none');
  });

  it('are suppressed by their address, whatever its capitals', async () => {
    await hear(buildPerson(), 'subscribed');
    const mara = await idOf('mara@lumen.example');
    const digest = addressDigest(lumen, 'MARA@lumen.example');
    await database.repositories.suppressions.add(lumen, {
      addressDigest: digest,
      reason: 'complaint',
      at: builtAt,
    });

    const found = await facts.recipients(lumen, [mara]);

    expect(found.get(mara)?.suppressed).toBe('complaint');
  });

  it('are not touched by what their address did in another shop', async () => {
    await hear(buildPerson(), 'subscribed');
    const mara = await idOf('mara@lumen.example');
    await database.repositories.consents.stateMany(umbra, [
      {
        addressDigest: addressDigest(umbra, 'mara@lumen.example'),
        state: 'unsubscribed',
        source: 'form',
        statedAt: minutesLater(5),
      },
    ]);

    const found = await facts.recipients(lumen, [mara]);
    const elsewhere = await facts.recipients(umbra, [mara]);

    expect(found.get(mara)?.consent).toBe('subscribed');
    expect(elsewhere.size).toBe(0);
  });

  it('answer under the id that was asked for, also when it was merged into another', async () => {
    await hear(buildPerson({ customerId: undefined }), 'subscribed');
    const guest = await idOf('mara@lumen.example');
    await hear(buildPerson({ address: undefined, customerId: '77' }));
    const { contacts } = database.repositories;
    const account = (await contacts.findByCustomerId(lumen, '77'))?.id ?? asContactId('nobody');
    await hear(buildPerson({ customerId: '77' }));

    const found = await facts.recipients(lumen, [guest, account]);

    expect([...found.keys()].toSorted()).toEqual([guest, account].toSorted());
    expect(found.get(guest)?.address).toBe('mara@lumen.example');
    expect(found.get(account)?.consent).toBe('subscribed');
  });

  it('have no address left after a redaction, and nothing said or suppressed', async () => {
    await hear(buildPerson(), 'subscribed');
    const mara = await idOf('mara@lumen.example');
    await createRecordFacts(database.repositories)(
      lumen,
      [{ kind: 'redact-person', person: buildPerson(), orderIds: [], at: minutesLater(1) }],
      'webhook',
    );

    const found = await facts.recipients(lumen, [mara]);

    expect(found.get(mara)).toMatchObject({ redacted: true, address: undefined, consent: 'none' });
  });

  it('are left out when nobody knows them, which the gate takes for a no', async () => {
    const found = await facts.recipients(lumen, [asContactId('nobody')]);

    expect(found.size).toBe(0);
  });

  it('come with their last order only where the shop mails others than subscribers', async () => {
    await hear(buildPerson({ lastName: 'Lind' }));
    const record = createRecordFacts(database.repositories);
    const person = { address: 'mara@lumen.example' };
    const order = (id: string, minute: number, over: Partial<Order> = {}): StoreFact => {
      const placedAt = minutesLater(minute);
      return { ...buildOrderFact({ id, placedAt, updatedAt: placedAt, ...over }), person };
    };
    const cancelledAt = minutesLater(41);
    await record(
      lumen,
      [order('1', 10), order('2', 20), order('3', 30, { test: true }), order('4', 40, { cancelledAt })],
      'webhook',
    );
    const mara = await idOf('mara@lumen.example');
    const read = async () => (await facts.recipients(lumen, [mara])).get(mara)?.lastOrderAt;

    const strict = await read();
    const { shops } = database.repositories;
    await shops.updateSettings(lumen, { consentPolicy: { elsewhere: 'existing-customers', countries: {} } });

    expect(strict).toBeUndefined();
    expect(await read()).toEqual(minutesLater(20));
  });
});
