import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { silentLogger } from '../../../lib/logger.ts';
import { dayMs } from '../../../recommendations/reorder-model.ts';
import { runCli } from '../run-cli.ts';
import { learnCommand } from './learn.command.ts';

let folder: string;

const run = async (...args: readonly string[]) => {
  const printed = { out: '', err: '' };
  const code = await runCli([learnCommand], ['learn', ...args], {
    env: {},
    stdout: (text) => void (printed.out += text),
    stderr: (text) => void (printed.err += text),
    isTerminal: true,
    signal: new AbortController().signal,
    logger: silentLogger,
  });
  return { code, ...printed };
};

const start = Date.UTC(2025, 0, 1);
const header = 'Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem sku,Vendor';
let number = 0;
const rows = (customer: string, day: number, skus: readonly string[]): readonly string[] => {
  number += 1;
  const at = new Date(start + day * dayMs).toISOString();
  return skus.map(
    (sku, index) =>
      `#${number},${customer},${index === 0 ? 'paid' : ''},${at},1,${sku} <b>& more</b>,${sku},Acme`,
  );
};

const shopLines = (): readonly string[] => [
  ...Array.from({ length: 40 }, (_, person) =>
    Array.from({ length: 8 }, (__, nth) =>
      rows(`c${person}@lumen.example`, (person % 10) + nth * 30, ['soap']),
    ).flat(),
  ).flat(),
  ...Array.from({ length: 20 }, (_, person) =>
    rows(`c${person}@lumen.example`, 100 + person, ['lens', 'cap']),
  ).flat(),
  ...rows('', 90, ['soap']),
];

const documentSchema = z.strictObject({
  asOf: z.iso.datetime(),
  shop: z.strictObject({ customers: z.number(), orders: z.number(), lines: z.number(), intervalDays: z.number(), learned: z.boolean() }),
  skipped: z.record(z.string(), z.number()),
  products: z.array(
    z.strictObject({
      sku: z.string(), title: z.string(), replenishable: z.boolean(), p25: z.number(), p50: z.number(), p75: z.number(), n: z.number(),
      customers: z.number(), source: z.string(), confidence: z.string(), score: z.number(),
    }),
  ),
  due: z.array(
    z.strictObject({
      customer: z.string(), sku: z.string(), lastPurchasedAt: z.iso.datetime(), quantity: z.number(), dueAt: z.iso.datetime(),
      windowStart: z.iso.datetime(), windowEnd: z.iso.datetime(), score: z.number(),
    }),
  ),
  companions: z.array(
    z.strictObject({
      sku: z.string(),
      with: z.array(
        z.strictObject({
          sku: z.string(), score: z.number(), lift: z.number(), orders: z.number(), followers: z.number(), direction: z.string(), medianGapDays: z.number(),
        }),
      ),
    }),
  ),
}); // prettier-ignore

let orders: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'encore-learn-'));
  orders = join(folder, 'orders.csv');
  await writeFile(orders, [header, ...shopLines(), ''].join('\n'));
});

describe('encore learn', () => {
  it('prints one document of the promised shape, and a bar on stderr', async () => {
    const { code, out, err } = await run(orders, '--as-of', '2025-09-01', '--json');
    const learned = documentSchema.parse(JSON.parse(out));

    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(err).toContain('100 %');
    expect(learned.asOf).toBe('2025-09-01T00:00:00Z');
    expect(learned.shop).toMatchObject({ customers: 40, orders: 340, lines: 360, learned: true });
    expect(learned.skipped).toEqual({ guest_without_contact: 1 });
    expect(learned.products[0]).toMatchObject({
      sku: 'soap',
      n: 280,
      customers: 40,
      source: 'product',
      replenishable: true,
    });
    expect(learned.products.find(({ sku }) => sku === 'cap')).toMatchObject({
      n: 0,
      source: 'vendor',
      confidence: 'low',
      replenishable: false,
    });
    expect(learned.due).toHaveLength(80);
    for (const { dueAt, windowStart, windowEnd } of learned.due)
      expect([learned.asOf <= windowStart, windowStart <= dueAt, dueAt <= windowEnd]).toEqual([
        true,
        true,
        true,
      ]);
    expect(learned.companions.find(({ sku }) => sku === 'lens')?.with[0]).toMatchObject({
      sku: 'cap',
      orders: 20,
      direction: 'together',
    });
  });

  it('tells people the same', async () => {
    const { code, out } = await run(orders);

    expect(code).toBe(0);
    expect(out).toContain('40 customers, 340 orders, 360 lines');
    expect(out).toContain('1 by product, 2 by vendor');
    expect(out).toContain('rows left out: guest_without_contact 1');
    expect(out).toContain('Time to reorder');
  });

  it('uses titles and types of the products file', async () => {
    const products = join(folder, 'products.csv');
    await writeFile(
      products,
      'Handle,Title,Vendor,Type,Variant SKU\nsoap,Green soap,Acme,Care,soap\ncap,Cap,Acme,Care,cap\n',
    );
    const { out } = await run(orders, '--products', products, '--json');
    const learned = documentSchema.parse(JSON.parse(out));

    expect(learned.products.find(({ sku }) => sku === 'soap')?.title).toBe('Green soap');
    expect(learned.products.find(({ sku }) => sku === 'cap')?.source).toBe('type');
  });

  it('writes a page that loads nothing, runs nothing and escapes everything', async () => {
    const page = join(folder, 'report.html');
    const { code } = await run(orders, '--html', page);
    const text = await readFile(page, 'utf8');

    expect(code).toBe(0);
    expect(text).toMatch(/^<!doctype html>/);
    expect(text).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|(?:src|href)=/i);
    expect(text).not.toContain('<b>&');
    expect(text).toContain('soap &lt;b&gt;&amp; more&lt;/b&gt;');
    expect(text).toContain('<svg');
    expect(text).toContain('own average');
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('says what is used where nothing can be learned', async () => {
    const once = join(folder, 'once.csv');
    await writeFile(once, [header, ...rows('mara@lumen.example', 1, ['lamp']), ''].join('\n'));
    const { code, out } = await run(once, '--merchant-days', '90', '--json');
    const learned = documentSchema.parse(JSON.parse(out));
    const page = join(folder, 'once.html');
    await run(once, '--html', page);

    expect(code).toBe(0);
    expect(learned.shop).toMatchObject({ learned: false, intervalDays: 90 });
    expect(learned.products).toMatchObject([
      { sku: 'lamp', source: 'merchant', confidence: 'none', p50: 90 },
    ]);
    expect((await run(once)).out).toContain("the merchant's 167 days are used for every product");
    expect(await readFile(page, 'utf8')).toContain('Too little data');
  });

  it('takes a file without orders for what it is', async () => {
    const empty = join(folder, 'empty.csv');
    await writeFile(empty, `${header}\n`);
    const { code, out } = await run(empty, '--json');

    expect(code).toBe(0);
    expect(documentSchema.parse(JSON.parse(out))).toMatchObject({
      shop: { customers: 0, orders: 0 },
      products: [],
      due: [],
      companions: [],
    });
  });

  it('leaves out a reseller, so that the shop is learned as without them', async () => {
    const reseller = join(folder, 'reseller.csv');
    const many = Array.from({ length: 900 }, (_, n) =>
      rows('dealer@lumen.example', (n % 300) + 0.001 * n, ['soap']),
    ).flat();
    await writeFile(reseller, [header, ...shopLines(), ...many, ''].join('\n'));
    const [alone, together] = await Promise.all(
      [orders, reseller].map(async (path) =>
        documentSchema.parse(JSON.parse((await run(path, '--as-of', '2025-11-01', '--json')).out)),
      ),
    );

    expect(together?.skipped['reseller']).toBe(900);
    expect(together?.products).toEqual(alone?.products);
    expect(together?.shop).toEqual(alone?.shop);
    expect(together?.due.some(({ customer }) => customer === 'dealer@lumen.example')).toBe(false);
  });

  it.each([
    [[], 'name one file of orders'],
    [['a.csv', 'b.csv'], 'name one file of orders'],
    [['nowhere.csv'], "can't be read"],
    [['ORDERS', '--as-of', 'soon'], '--as-of soon is no day'],
    [['ORDERS', '--as-of', '2025-02-31'], 'is no day'],
    [['ORDERS', '--merchant-days', 'x'], 'is no number of days'],
    [['ORDERS', '--html', '/nowhere/at/all.html'], "can't be written"],
    [['ORDERS', '--products', 'ORDERS'], 'not an export of products'],
  ])('exits 2 for %j', async (args, problem) => {
    const { code, err } = await run(...args.map((arg) => (arg === 'ORDERS' ? orders : arg)));

    expect(code).toBe(2);
    expect(err).toContain(problem);
  });
});
