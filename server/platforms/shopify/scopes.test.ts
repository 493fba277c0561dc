import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { createManualClock } from '../../lib/clock.ts';
import { lumen } from '../../testing/shop/build-delivery.ts';
import { startFarSide } from '../../testing/shop/far-side.ts';
import type { FarSide } from '../../testing/shop/far-side.ts';
import { shopDatabase } from '../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../testing/shop/shop-database.ts';
import { customersPageQuery, shopDetailsQuery } from './operations.ts';
import { createReadScopes, missingScopes, wantedScopes } from './scopes.ts';

const toml = readFileSync(new URL('../../../shopify.app.toml', import.meta.url), 'utf8');

describe('the scopes that Encore wants', () => {
  it('are those that shopify.app.toml asks for', () => {
    const asked = /^scopes = "([^"]+)"$/m.exec(toml)?.[1]?.split(',');

    expect(asked?.toSorted()).toEqual([...wantedScopes].toSorted());
  });

  it.each([
    ['nothing', [], wantedScopes],
    ['everything', wantedScopes, []],
    ['all but one', wantedScopes.filter((scope) => scope !== 'write_discounts'), ['write_discounts']],
    [
      'writing in place of reading',
      wantedScopes.filter((scope) => !['read_customers', 'read_discounts'].includes(scope)),
      [],
    ],
    ['more than is asked for', [...wantedScopes, 'read_files'], []],
    [
      'reading in place of writing',
      wantedScopes.map((scope) => (scope === 'write_pixels' ? 'read_pixels' : scope)),
      ['write_pixels'],
    ],
  ])('lack what is not granted: %s', (_what, granted, missing) => {
    expect(missingScopes(granted)).toEqual(missing);
  });
});

describe('reading what is granted', () => {
  let database: ShopDatabase;
  let far: FarSide;
  const clock = createManualClock(new Date('2026-11-02T00:00:00Z'));

  beforeAll(async () => {
    database = await shopDatabase('scopes');
    far = await startFarSide(database.repositories);
  });
  afterAll(async () => {
    await far.close();
    await database.drop();
  });
  beforeEach(async () => {
    await database.connection.dropDatabase();
    await far.ensureInstalled(lumen, far.sessionToken());
  });

  const grantedOf = async () => (await database.repositories.shops.find(lumen))?.scopes?.granted;
  const read = () => createReadScopes({ admin: far.admin, shops: database.repositories.shops, clock })(lumen);

  it('finds a change that no webhook told of', async () => {
    far.fake.grant(['read_orders', 'read_products']);
    const before = await grantedOf();

    await read();

    expect(before).toContain('write_customers');
    expect(await grantedOf()).toEqual(['read_orders', 'read_products']);
  });

  it('does not undo newer news', async () => {
    const later = new Date(clock.now().getTime() + 1000);
    await database.repositories.shops.applyScopes(lumen, ['read_locales'], later);

    await read();

    expect(await grantedOf()).toEqual(['read_locales']);
  });

  it('says by its code what is not granted, and leaves the rest to go on', async () => {
    far.fake.grant(['read_products']);
    const ask = (query: string) =>
      far.admin.request(lumen, { query, variables: { search: '' }, schema: z.unknown() });

    await expect(ask(customersPageQuery)).rejects.toMatchObject({
      code: 'scope_not_granted',
      message: 'Access denied for customers field. Required access: `read_customers` access scope.',
    });
    expect(await ask(shopDetailsQuery)).toMatchObject({ shop: { name: 'Lumen' } });
    far.fake.grant(wantedScopes);
  });
});
