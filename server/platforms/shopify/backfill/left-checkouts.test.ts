import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../../lib/clock.ts';
import { EncoreError } from '../../../lib/errors.ts';
import { silentLogger } from '../../../lib/logger.ts';
import { createInboxInsert } from '../../../shop/inbox/inbox-insert.repository.ts';
import { createRecordFacts } from '../../../shop/record-facts.ts';
import type { FarChange, FarCheckout } from '../../../testing/fake-shopify/far-side-store.ts';
import { lumen } from '../../../testing/shop/build-delivery.ts';
import { startFarSide } from '../../../testing/shop/far-side.ts';
import type { FarSide } from '../../../testing/shop/far-side.ts';
import { shopDatabase } from '../../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../../testing/shop/shop-database.ts';
import type { AdminClient } from '../admin-client.ts';
import { createBackfill } from './backfill.ts';
import type { Backfill } from './backfill.ts';

let database: ShopDatabase;
let farSide: FarSide;

beforeAll(async () => {
  database = await shopDatabase('backfill-checkouts');
  farSide = await startFarSide(database.repositories);
});
afterAll(async () => {
  await farSide.close();
  await database.drop();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  await farSide.ensureInstalled(lumen, farSide.sessionToken());
});

const backfillWith = (admin: AdminClient = farSide.admin): Backfill =>
  createBackfill({
    shops: database.repositories.shops,
    admin,
    record: createRecordFacts(database.repositories),
    insert: createInboxInsert(database.connection),
    clock: createManualClock(new Date('2026-11-01T00:00:00Z')),
    logger: silentLogger,
  });

const aLeftCheckout = (token: string, over: Partial<FarCheckout> = {}): FarChange => ({
  kind: 'checkout',
  value: {
    token,
    cartToken: `cart-of-${token}`,
    key: 'k',
    email: 'mara@lumen.example',
    firstName: 'Mara',
    lastName: 'Lind',
    acceptsMarketing: false,
    customerId: '9007199254740993111',
    countryCode: 'DE',
    lines: [
      {
        id: '301',
        productId: '101',
        variantId: '201',
        title: 'Night lamp',
        variantTitle: 'Amber',
        vendor: 'Lumen',
        sku: 'NL-A',
        price: '24.00',
        quantity: 1,
      },
    ],
    createdAt: '2026-10-30T10:00:00.000Z',
    updatedAt: '2026-10-30T10:00:00.000Z',
    completedAt: null,
    ...over,
  },
});

describe('checkouts that were left before', () => {
  const tokens = Array.from({ length: 60 }, (_, index) => `c0ffee${String(index).padStart(2, '0')}`);
  const found = () => database.repositories.checkouts.findMany(lumen, tokens);

  beforeEach(() => {
    farSide.fake.store.load(tokens.map((token) => aLeftCheckout(token)));
  });

  it('are read after everything else, page by page, and begin nothing', async () => {
    await backfillWith().run(lumen);

    expect(await found()).toHaveLength(tokens.length);
    expect((await found())[0]).toMatchObject({
      address: 'mara@lumen.example',
      lines: [{ productId: '101', quantity: 1 }],
      recoveryUrl: expect.stringContaining('/checkouts/'),
    });
    const told = { type: 'checkout.updated', sources: ['backfill'] };
    expect(await database.connection.collection('store_events').countDocuments(told)).toBe(tokens.length);
  });

  it('go on at the page where they stopped', async () => {
    const asked: unknown[] = [];
    const admin = (fail: boolean): AdminClient => ({
      request: async (shop, request) => {
        if (!request.query.includes('abandonedCheckouts')) return farSide.admin.request(shop, request);
        asked.push(request.variables?.['after'] ?? null);
        if (fail && asked.length === 3) throw new EncoreError('platform_throttled');
        return farSide.admin.request(shop, request);
      },
    });
    await expect(backfillWith(admin(true)).run(lumen)).rejects.toMatchObject({
      code: 'backfill_failed',
    });

    const progress = await backfillWith(admin(false)).run(lumen);

    expect(progress.state).toBe('done');
    expect(asked[0]).toBeNull();
    expect(asked[3]).toBe(asked[2]);
    expect(asked).toHaveLength(4);
    expect(await found()).toHaveLength(tokens.length);
  });
});
