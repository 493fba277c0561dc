import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readCsvDate } from './csv-date.ts';
import { readOrders } from './orders-csv.ts';
import type { OrderRow } from './orders-csv.ts';
import { readProducts } from './products-csv.ts';
import { createSkipped } from './skipped.ts';

const header =
  'Name,Email,Financial Status,Total,Created at,Lineitem quantity,Lineitem name,Lineitem sku,Cancelled at,Payment Method,Phone,Currency,Vendor';
const now = Date.UTC(2026, 0, 1);
let folder: string;
let made = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'encore-csv-'));
});

const fileOf = async (content: string | Buffer): Promise<string> => {
  made += 1;
  const path = join(folder, `orders-${made}.csv`);
  await writeFile(path, content);
  return path;
};

const read = async (content: string | Buffer, before = Infinity) => {
  const lines: OrderRow[] = [];
  const skipped = createSkipped();
  const titles: string[] = [];
  await readOrders(await fileOf(content), { skipped, before, now }, (line) => {
    lines.push(line);
    titles.push(line.cell('Lineitem name'));
  });
  const shown = lines.map(({ name, customer, sku, quantity }) => `${name} ${customer} ${quantity} × ${sku}`);
  return { lines, titles, shown, skipped: skipped.counts };
};

const order = (over: Partial<Record<string, string>> = {}): string => {
  const row: Record<string, string> = {
    Name: '#1', Email: 'mara@lumen.example', 'Financial Status': 'paid', Total: '9.00', 'Created at': '2025-03-01 10:00:00 +0100',
    'Lineitem quantity': '1', 'Lineitem name': 'Soap', 'Lineitem sku': 'soap', 'Cancelled at': '', 'Payment Method': 'manual', Phone: '', Currency: 'EUR', Vendor: 'Acme',
    ...over,
  }; // prettier-ignore
  return header
    .split(',')
    .map((name) => row[name] ?? '')
    .join(',');
};

const next = (over: Partial<Record<string, string>> = {}): string =>
  order({ 'Financial Status': '', Total: '', 'Lineitem name': 'Oil', 'Lineitem sku': 'oil', ...over });

const file = (...rows: readonly string[]): string => [header, ...rows, ''].join('\n');

describe('an export of orders', () => {
  it('has one line a row, with what only the first row of an order says', async () => {
    const { lines, shown } = await read(
      file(order(), next({ 'Lineitem quantity': '2' }), order({ Name: '#2', Email: 'Noor@Lumen.example ' })),
    );

    expect(shown).toEqual([
      '#1 mara@lumen.example 1 × soap',
      '#1 mara@lumen.example 2 × oil',
      '#2 noor@lumen.example 1 × soap',
    ]);
    expect(lines[0]?.at).toBe(Date.UTC(2025, 2, 1, 9));
  });

  it('is read gzipped, with a byte order mark, CRLF, semicolons and newlines in quotes', async () => {
    const quoted = `\uFEFF${header}\r\n${order({ 'Lineitem name': '"Soap, ""green""\nbar"' })}\r\n`;
    const semicolons = file(order()).replaceAll(',', ';');

    for (const content of [quoted, gzipSync(quoted), semicolons])
      expect((await read(content)).shown).toEqual(['#1 mara@lumen.example 1 × soap']);
    expect((await read(quoted)).titles[0]).toBe('Soap, "green"\nbar');
  });

  it.each([
    [{ 'Cancelled at': '2025-03-02 10:00:00 +0100' }, { cancelled: 1 }],
    [{ 'Financial Status': 'voided' }, { not_paid: 1 }],
    [{ 'Financial Status': 'pending' }, { not_paid: 1 }],
    [{ 'Financial Status': 'refunded' }, { refunded: 1 }],
    [{ 'Payment Method': 'Bogus Gateway (for testing)' }, { test_order: 1 }],
    [{ Email: '' }, { guest_without_contact: 1 }],
    [{ 'Lineitem quantity': '-1' }, { quantity_not_positive: 1 }],
    [{ 'Lineitem quantity': '0' }, { quantity_not_positive: 1 }],
    [{ 'Lineitem quantity': 'two' }, { quantity_unreadable: 1 }],
    [{ 'Lineitem quantity': '' }, { quantity_unreadable: 1 }],
    [{ 'Lineitem quantity': '1e308' }, { quantity_unreadable: 1 }],
    [{ 'Lineitem sku': '', 'Lineitem name': '' }, { no_product: 1 }],
    [{ 'Created at': 'last week' }, { date_unreadable: 1 }],
    [{ 'Created at': '2031-01-01 10:00:00 +0000' }, { date_in_future: 1 }],
    [{ 'Created at': '2025-08-01 10:00:00 +0000' }, { after_as_of: 1 }],
    [{ Name: '' }, { row_broken: 1 }],
  ])('leaves out and counts %j', async (over, counts) => {
    const { shown, skipped } = await read(file(order(over), order({ Name: '#2' })), Date.UTC(2025, 5, 1));

    expect(shown).toEqual(['#2 mara@lumen.example 1 × soap']);
    expect(skipped).toEqual(counts);
  });

  it('leaves out every line of an order that is left out', async () => {
    const { shown, skipped } = await read(file(order({ 'Financial Status': 'refunded' }), next(), next()));

    expect(shown).toEqual([]);
    expect(skipped).toEqual({ refunded: 3 });
  });

  it('takes an order once, however often it is there', async () => {
    const { shown, skipped } = await read(file(order(), next(), order({ Name: '#2' }), order(), next()));

    expect(shown).toHaveLength(3);
    expect(skipped).toEqual({ duplicate_order: 2 });
  });

  it('knows a guest by their phone, a product by its title, and does not care for currencies', async () => {
    const { shown, skipped } = await read(
      file(
        order({ Email: '', Phone: '+49 151 23' }),
        order({ Name: '#2', 'Lineitem sku': '', Currency: 'JPY' }),
      ),
    );

    expect(shown).toEqual(['#1 +4915123 1 × soap', '#2 mara@lumen.example 1 × Soap']);
    expect(skipped).toEqual({});
  });

  it('is said to be something else where columns are missing, and which', async () => {
    await expect(read('Title,Price\nSoap,3\n')).rejects.toMatchObject({
      code: 'usage_wrong',
      message: expect.stringMatching(/not an export of orders.*"Name", "Email" or "Phone", "Created at"/),
    });
    await expect(read('')).rejects.toMatchObject({ code: 'usage_wrong' });
    await expect(
      readOrders(join(folder, 'none.csv'), { skipped: createSkipped(), before: 1, now }, () => undefined),
    ).rejects.toMatchObject({ code: 'usage_wrong' });
    await expect(read(gzipSync(file(order())).subarray(0, 40))).rejects.toMatchObject({
      code: 'usage_wrong',
    });
  });

  it('may hold no order at all', async () => {
    expect(await read(file())).toMatchObject({ shown: [], skipped: {} });
  });
});

describe('dates', () => {
  it.each([
    ['2025-01-31 03:34:45 +0100', Date.UTC(2025, 0, 31, 2, 34, 45)],
    ['2025-01-31T03:34:45Z', Date.UTC(2025, 0, 31, 3, 34, 45)],
    ['2025-01-31T03:34:45.123-05:00', Date.UTC(2025, 0, 31, 8, 34, 45)],
    ['2025-01-31 03:34:45 UTC', Date.UTC(2025, 0, 31, 3, 34, 45)],
    ['2025-01-31', Date.UTC(2025, 0, 31)],
    ['1/31/2025 3:34 PM', Date.UTC(2025, 0, 31, 15, 34)],
    ['31/1/2025', Date.UTC(2025, 0, 31)],
    ['3/4/2025', Date.UTC(2025, 2, 4)],
    ['31.01.2025 03:34', Date.UTC(2025, 0, 31, 3, 34)],
    ['31-1-2025', Date.UTC(2025, 0, 31)],
    ['2025/01/31', Date.UTC(2025, 0, 31)],
    ['31.02.2025', undefined],
    ['2025-13-01', undefined],
    ['yesterday', undefined],
    ['', undefined],
  ])('reads %s', (text, at) => {
    expect(readCsvDate(text)).toBe(at);
  });
});

describe('an export of products', () => {
  const rows = [
    'Handle,Title,Vendor,Type,Variant SKU,Variant Price,Image Src',
    'soap,Soap,Acme,Care,soap-s,3,https://cdn.example/a.png',
    'soap,,,,soap-l,5,',
    'soap,,,,,,https://cdn.example/b.png',
    'lamp,Lamp,,,,9,',
  ].join('\n');

  it('has a row a variant, with what the first row says of all', async () => {
    const products: string[] = [];
    await readProducts(await fileOf(rows), ({ sku, title, vendor, type, head }) =>
      products.push([sku, title, vendor, type, head('Image Src')].join('|')),
    );

    expect(products).toEqual([
      'soap-s|Soap|Acme|Care|https://cdn.example/a.png',
      'soap-l|Soap|Acme|Care|https://cdn.example/a.png',
      'Lamp|Lamp|||',
    ]);
  });

  it('is said to be something else where it is', async () => {
    await expect(readProducts(await fileOf('a,b\n1,2\n'), () => undefined)).rejects.toMatchObject({
      code: 'usage_wrong',
    });
    await expect(readProducts(await fileOf(''), () => undefined)).rejects.toMatchObject({
      code: 'usage_wrong',
    });
  });
});
