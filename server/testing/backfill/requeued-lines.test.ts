import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wireApplier } from '../../app/wiring/applier.ts';
import { openData } from '../../app/wiring/data.ts';
import type { Data } from '../../app/wiring/data.ts';
import { wireFlows } from '../../app/wiring/flows.ts';
import { silentLogger } from '../../lib/logger.ts';
import { brokenDelivery } from '../../platforms/shopify/backfill/broken-lines.ts';
import { createInboxInsert } from '../../shop/inbox/inbox-insert.repository.ts';
import { testDatabase } from '../mongo.ts';
import type { TestDatabase } from '../mongo.ts';
import { parseDiagnosis, runCommand } from '../run-command.ts';
import { lumen } from '../shop/build-delivery.ts';

let database: TestDatabase;
let data: Data;

beforeAll(async () => {
  database = await testDatabase('requeued-lines');
  data = await openData(database.connection, { watchClock: false });
  const product = {
    id: 'gid://shopify/Product/1',
    title: 'Soap',
    status: 'ACTIVE',
    updatedAt: '2026-01-01T00:00:00Z',
  };
  const lines = [JSON.stringify(product)];
  await createInboxInsert(database.connection)([
    // Of a shape that the program which read it did not know yet.
    brokenDelivery(lumen, 'products', { number: 12, lines, code: 'payload_invalid' }),
    brokenDelivery(lumen, 'orders', { number: 1208, lines: ['{"id":'], code: 'payload_undecodable' }),
  ]);
  await database.connection.collection<{ _id: string }>('shops').insertOne({ _id: lumen });
});
afterAll(async () => {
  await data.clock.close();
  await database.drop();
});

const applyAll = async (): Promise<void> => {
  const flows = wireFlows(data, silentLogger);
  const config = { encryptionKey: Buffer.alloc(32), previousKeys: [] };
  const applier = wireApplier({ config, data, flows, logger: silentLogger });
  while ((await applier.applyBatch()) > 0);
};

const doctorSays = async (): Promise<string> => {
  const { checks } = parseDiagnosis(await runCommand(database.uri, 'doctor', '--json'));
  return checks.find(({ name }) => name === 'back-fill')?.says ?? '';
};

describe('lines of the past that could not be read', () => {
  it('hold no mail up and are applied by nobody', async () => {
    await applyAll();

    expect(await data.inbox.heldShops([lumen])).toEqual(new Set());
    expect(await data.shop.products.findMany(lumen, ['1'])).toEqual([]);
  });

  it('are shown by the doctor, each with the place where it stands', async () => {
    expect(await doctorSays()).toContain(`${lumen} (products, line 12; orders, line 1208)`);
  });

  it('are applied as the past once they are put back and can be read; the others are set aside again', async () => {
    await runCommand(database.uri, 'requeue', '--shop', lumen);
    await applyAll();

    expect(await data.shop.products.findMany(lumen, ['1'])).toMatchObject([{ title: 'Soap' }]);
    expect(await database.connection.collection('store_events').distinct('sources')).toEqual(['backfill']);
    expect(await doctorSays()).toContain(`${lumen} (orders, line 1208)`);
  });
});

describe('a past that is not read', () => {
  const shops = () => database.connection.collection<{ _id: string }>('shops');
  const shopOf = async (_id: string, changes: object): Promise<void> => {
    await shops().insertOne({ _id, ...changes });
  };

  it('is shown by the doctor with why it stopped, as long as the shop is there', async () => {
    const backfill = { state: 'failed', error: 'platform_throttled', applied: 7 };
    await shopOf('a.example', { status: 'installed', backfill });
    await shopOf('gone.example', { status: 'uninstalled', backfill });

    const says = await doctorSays();

    expect(says).toContain('a.example (platform_throttled)');
    expect(says).not.toContain('gone.example');
  });

  it('is well while it is read, and once it is', async () => {
    await shops().deleteMany({});
    await database.connection.collection('inbox').deleteMany({});
    for (const state of ['running', 'done'])
      await shopOf(`${state}.example`, { status: 'installed', backfill: { state, applied: 7 } });

    expect(await doctorSays()).toContain('is read, or is being read');
  });
});
