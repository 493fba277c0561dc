import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { productTimingsSchema } from '../../flows/timing/timing.contract.ts';
import { sampleShop } from '../fake-shopify/far-side-samples.ts';
import { runCommand } from '../run-command.ts';
import { askApi, openWorld } from './world.ts';
import type { World } from './world.ts';

jest.setTimeout(180_000);

const dayMs = 86_400_000;
const header =
  'Name,Email,Financial Status,Accepts Marketing,Created at,Lineitem quantity,Lineitem name,Lineitem sku,Lineitem price,Vendor';

const people = Array.from({ length: 30 }, (_, who) => who);

/** Thirty people who buy soap every thirty days or so and would be due now, and subscribed. */
const fileOf = (now: Date): string => {
  const rows = people.flatMap((who) =>
    [0, 1, 2, 3, 4].map((nth) => {
      const at = new Date(now.getTime() - (150 - nth * (28 + (who % 5))) * dayMs).toISOString();
      return `#P${who}-${nth},soap${who}@example.com,paid,yes,${at},1,Soap,SOAP-1,4.00,Acme`;
    }),
  );
  return [header, ...rows].join('\n');
};

let world: World;
beforeAll(async () => {
  world = await openWorld({ name: 'scenario-imported-past', past: [] });
});
afterAll(() => world.close());

it('a past loaded from a file is learned at night, served to the admin, and mails nobody by itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'encore-past-'));
  const orders = join(folder, 'orders.csv');
  await writeFile(orders, fileOf(world.now()));
  const args = ['import', orders, '--shop', sampleShop.domain, '--json'];
  const { code, out } = await runCommand(world.mongodbUri, ...args);
  await world.wind('P2D');
  const { body } = await askApi(world, 'GET', '/products/timings');
  const { products } = productTimingsSchema.parse(body);
  await world.wind('P30D');

  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ orders: 150, lines: 150, products: 1, skipped: {} });
  expect(products).toMatchObject([{ productId: 'import:SOAP-1', title: 'Soap' }]);
  expect(products[0]?.learned).toMatchObject({ source: 'product' });
  expect(Math.abs((products[0]?.learned?.p50 ?? 0) - 30)).toBeLessThan(4);
  for (const who of people) expect(await world.outbox(`soap${who}@example.com`)).toEqual([]);
});
