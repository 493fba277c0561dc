import { asShopId } from '../../../lib/brand.ts';
import { realNow } from '../../../lib/clock.ts';
import { EncoreError } from '../../../lib/errors.ts';
import { createJournalFacts } from '../../../shop/journal/journal-facts.ts';
import { createRecordFacts } from '../../../shop/record-facts.ts';
import type { Command } from '../command.ts';
import { parseCommandArgs } from '../parse-command-args.ts';
import { withData } from '../with-database.ts';
import { importFiles } from './import-files.ts';
import type { Imported } from './import-files.ts';

const wrong = (message: string): EncoreError => new EncoreError('usage_wrong', { message });

const options = { products: { type: 'string' }, shop: { type: 'string' } } as const;

const parse = (args: readonly string[]) => {
  const { values, positionals } = parseCommandArgs(args, { allowPositionals: true, options });
  const [orders, ...more] = positionals;
  if (orders === undefined || more.length > 0) throw wrong('name one file of orders');
  if (values.shop === undefined) throw wrong('say which shop with --shop');
  return { orders, products: values.products, shop: asShopId(values.shop) };
};

const textOf = ({ orders, lines, known, products, skipped, stopped }: Imported): string => {
  const left = Object.entries(skipped).map(([rule, count]) => `${rule} ${count}`);
  return [
    `${orders} orders with ${lines} lines, ${products} products; ${known} orders were there already.`,
    left.length === 0 ? 'No rows left out.' : `Rows left out: ${left.join(', ')}.`,
    stopped ? 'Stopped; run it again to go on.' : 'What they teach is learned at night.',
  ].join('\n');
};

export const importCommand: Command = {
  name: 'import',
  summary: "Loads a shop's own exports of orders and products into it.",
  usage: `ORDERS.csv [--products PRODUCTS.csv] --shop SHOP

  ORDERS.csv       Shopify's export of orders, plain or gzipped
  --products FILE  Shopify's export of products
  --shop SHOP      the shop they are of; it has installed Encore`,
  run: async (args, io) => {
    const { shop, ...files } = parse(args);
    const result = await withData(io, async ({ shop: data, clock }) => {
      const found = await data.shops.find(shop);
      if (found?.status !== 'installed')
        throw new EncoreError('shop_not_installed', { message: `${shop} has not installed Encore` });
      const record = createRecordFacts(data, createJournalFacts(data.journal, clock));
      const now = Math.max(realNow().getTime(), clock.now().getTime());
      const progress = ({ bytes, read }: { bytes: number; read: () => number }) =>
        io.bar(bytes === 0 ? 1 : read() / bytes);
      const { currency } = found;
      return importFiles(
        { record, orders: data.orders, products: data.products },
        { shop, currency, now, progress, signal: io.signal, ...files },
      );
    });
    io.out(result, () => textOf(result));
    return result.stopped ? 1 : 0;
  },
};
