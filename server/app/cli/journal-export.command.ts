import { chmod, writeFile } from 'node:fs/promises';
import { createFlowCommandsRepository } from '../../flows/life/flow-commands.repository.ts';
import { anonymise } from '../../flows/simulation/anonymise.ts';
import { collectJournal } from '../../flows/simulation/collect-journal.ts';
import { readCommandRecords } from '../../flows/simulation/command-records.ts';
import type { Journal } from '../../flows/simulation/journal-line.ts';
import { createJournalRows } from '../../flows/simulation/journal-rows.repository.ts';
import { writeJournal } from '../../flows/simulation/write-journal.ts';
import { asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { createDatabaseClock } from '../../shop/clock.repository.ts';
import { createJournalRepository } from '../../shop/journal/journal.repository.ts';
import { createShopSystemRepository } from '../../shop/shops.system.repository.ts';
import type { Connection } from '../database.ts';
import type { Command } from './command.ts';
import { parseCommandArgs } from './parse-command-args.ts';
import { withDatabase } from './with-database.ts';

const ownerOnly = 0o600;

/** The shop named, else the only one there is. */
const chooseShop = async (connection: Connection, named: string | undefined): Promise<ShopId> => {
  if (named !== undefined) return asShopId(named);
  const shops = await createShopSystemRepository(connection).listInstalled();
  const [only] = shops;
  if (only === undefined) throw new EncoreError('not_found', { message: 'no shop has installed Encore' });
  if (shops.length > 1)
    throw new EncoreError('usage_wrong', { message: 'there is more than one shop: name one with --shop' });
  return only;
};

const collect = async (connection: Connection, shop: ShopId): Promise<Journal> => {
  const clock = await createDatabaseClock(connection, { watch: false });
  try {
    return await collectJournal(
      {
        rows: createJournalRows(connection, shop),
        applied: createJournalRepository(connection),
        commands: () => readCommandRecords(createFlowCommandsRepository(connection), shop),
      },
      { shop, until: clock.now() },
    );
  } finally {
    await clock.close();
  }
};

/** It names people: nobody but its owner reads it, also where a file of that name was there before. */
const writeOwn = async (file: string, text: string): Promise<void> => {
  await writeFile(file, '', { mode: ownerOnly, flag: 'a' });
  await chmod(file, ownerOnly);
  await writeFile(file, text);
};

export const journalExportCommand: Command = {
  name: 'journal export',
  summary: 'Writes what was applied, changed and sent in a shop, in that order.',
  usage: `[--shop SHOP] [--out FILE] [--anonymous]

  --shop SHOP   which shop; needless where there is only one
  --out FILE    where to (mode 0600); without it, to stdout
  --anonymous   stand-ins for addresses and phones, no names, no IPs`,
  run: async (args, io) => {
    const { values } = parseCommandArgs(args, {
      options: {
        shop: { type: 'string' },
        out: { type: 'string' },
        anonymous: { type: 'boolean', default: false },
      },
    });
    const collected = await withDatabase(io, async (connection) =>
      collect(connection, await chooseShop(connection, values.shop)),
    );
    const journal = values.anonymous ? anonymise(collected) : collected;
    const { header, lines } = journal;
    if (values.out === undefined) {
      io.out(journal, () => writeJournal(journal));
      return 0;
    }
    await writeOwn(values.out, writeJournal(journal));
    io.out(
      { ...header, file: values.out, lines: lines.length },
      () => `${lines.length} lines in ${values.out}`,
    );
    return 0;
  },
};
