import { writeFile } from 'node:fs/promises';
import { EncoreError } from '../../../lib/errors.ts';
import { realNow } from '../../../lib/clock.ts';
import type { Command, CommandIo } from '../command.ts';
import { readCsvDate } from '../csv/csv-date.ts';
import type { CsvFile } from '../csv/csv-rows.ts';
import { parseCommandArgs } from '../parse-command-args.ts';
import { learnDocument } from './learn-document.ts';
import { learnShop } from './learn-shop.ts';
import type { LearnFiles } from './learn-shop.ts';
import { learnText } from './learn-text.ts';
import { reportPage } from './report/report-page.ts';

/** 5.5 months, what the replenishment flow waits where nothing can be learned. */
const usualMerchantDays = 167;

const wrong = (message: string): EncoreError => new EncoreError('usage_wrong', { message });

const readDay = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? readCsvDate(text) : undefined;
  if (at === undefined) throw wrong(`--as-of ${text} is no day; write YYYY-MM-DD`);
  return at;
};

const readDays = (text: string | undefined): number => {
  if (text === undefined) return usualMerchantDays;
  const days = Number(text);
  if (!(days > 0 && days < 10_000)) throw wrong(`--merchant-days ${text} is no number of days`);
  return days;
};

interface Asked {
  readonly files: LearnFiles;
  readonly html: string | undefined;
}

const askedOf = (args: readonly string[], io: CommandIo): Asked => {
  const { values, positionals } = parseCommandArgs(args, {
    allowPositionals: true,
    options: {
      products: { type: 'string' },
      'as-of': { type: 'string' },
      'merchant-days': { type: 'string' },
      html: { type: 'string' },
    },
  });
  const [orders, ...more] = positionals;
  if (orders === undefined || more.length > 0) throw wrong('name one file of orders');
  const files = {
    orders,
    products: values.products,
    asOf: readDay(values['as-of']),
    now: realNow().getTime(),
    merchantDays: readDays(values['merchant-days']),
    progress: (file: CsvFile) => io.bar(file.bytes === 0 ? 1 : file.read() / file.bytes),
  };
  return { files, html: values.html };
};

const writePage = async (path: string, page: string): Promise<void> => {
  try {
    await writeFile(path, page);
  } catch (cause) {
    throw new EncoreError('usage_wrong', { message: `${path} can't be written`, cause });
  }
};

export const learnCommand: Command = {
  name: 'learn',
  summary: "Learns reorder intervals and companions from a shop's own exports; needs no database.",
  usage: `ORDERS.csv [--products PRODUCTS.csv] [--as-of YYYY-MM-DD] [--html REPORT.html] [--merchant-days N]

  ORDERS.csv          Shopify's export of orders, plain or gzipped
  --products FILE     Shopify's export of products: titles, types, vendors
  --as-of DAY         learn from what was before that day (UTC); else from all of it
  --html FILE         writes a page with the curves and a test on the shop's own past
  --merchant-days N   days to wait where nothing can be learned; else 167`,
  run: async (args, io) => {
    const { files, html } = askedOf(args, io);
    const shop = await learnShop(files);
    if (html !== undefined) await writePage(html, reportPage(shop, files.merchantDays));
    if (io.json) io.outPieces(learnDocument(shop));
    else io.out(undefined, () => learnText(shop));
    return 0;
  },
};
