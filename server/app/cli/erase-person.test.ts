import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createRecordFacts } from '../../shop/record-facts.ts';
import { silentLogger } from '../../lib/logger.ts';
import { aShop } from '../../testing/flows/builders.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { runCommand } from '../../testing/run-command.ts';
import { lumen, umbra } from '../../testing/shop/build-delivery.ts';
import { buildOrderFact, buildPerson } from '../../testing/shop/build-facts.ts';
import { readConfig } from '../config.ts';
import { wireApplier } from '../wiring/applier.ts';
import { openData } from '../wiring/data.ts';
import type { Data } from '../wiring/data.ts';
import { wireFlows } from '../wiring/flows.ts';

const person = buildPerson();
const address = person.address ?? '';
const { id: _id, platform: _platform, status: _status, installedAt: at, ...settings } = aShop();

let database: TestDatabase;
let data: Data;

beforeAll(async () => {
  database = await testDatabase('erase-person');
  data = await openData(database.connection, { watchClock: false });
});
afterAll(async () => {
  await data.clock.close();
  await database.drop();
});
beforeEach(async () => {
  for (const { name } of await database.connection.listCollections())
    await database.connection.collection(name).deleteMany({});
  for (const shop of [lumen, umbra]) {
    await data.shop.shops.install(shop, { platform: 'woocommerce', settings, at });
    await createRecordFacts(data.shop)(shop, [buildOrderFact({ id: `${shop}-1` })], 'webhook');
  }
});

const erase = (...args: readonly string[]) => runCommand(database.uri, 'erase-person', ...args);

const work = async (): Promise<void> => {
  const config = readConfig({
    MONGODB_URI: database.uri,
    APP_URL: 'https://encore.example',
    SHOPIFY_API_KEY: 'key',
    SHOPIFY_API_SECRET: 'secret',
    ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
    SMTP_URL: 'smtp://127.0.0.1:9',
  });
  const flows = wireFlows(data, silentLogger);
  const applier = wireApplier({ config, data, flows, logger: silentLogger });
  while ((await applier.applyBatch()) > 0);
};

describe('encore erase-person', () => {
  it('erases somebody of this shop, and of no other', async () => {
    const before = await data.shop.contacts.findByAddress(lumen, address);

    const { code, out } = await erase('--shop', lumen, address.toUpperCase());
    await work();

    expect([code, out]).toEqual([0, expect.stringMatching(/^They are being erased \(m-/)]);
    expect(before).toBeDefined();
    expect(await data.shop.contacts.findByAddress(lumen, address)).toBeUndefined();
    expect(await data.shop.contacts.findByAddress(umbra, address)).toBeDefined();
  });

  it('stops their mails from the moment it is asked, before any worker has looked', async () => {
    await erase('--shop', lumen, address);

    expect([...(await data.inbox.heldShops([lumen, umbra]))]).toEqual([lumen]);
  });

  it('takes an address of which there is no contact, and says so', async () => {
    const { code, out } = await erase('--shop', lumen, 'nobody@lumen.example');

    expect(code).toBe(0);
    expect(out).toContain('No contact has this address');
  });

  it('says by its code what is wrong', async () => {
    const unknown = await erase('--shop', 'nobody.example', address, '--json');
    const two = await erase('--shop', lumen, address, 'other@lumen.example');
    const none = await erase(address);
    const noAddress = await erase('--shop', lumen, 'mara');

    expect(JSON.parse(unknown.out)).toMatchObject({ error: { code: 'not_found' } });
    expect([unknown.code, two.code, none.code, noAddress.code]).toEqual([1, 2, 2, 2]);
    expect(await database.connection.collection('inbox').countDocuments()).toBe(0);
  });
});
