import { createBackfill } from '../../platforms/shopify/backfill/backfill.ts';
import { asShopId } from '../../lib/brand.ts';
import { silentLogger } from '../../lib/logger.ts';
import { connectDatabase } from '../../app/database.ts';
import { openData } from '../../app/wiring/data.ts';
import { createInboxInsert } from '../../shop/inbox/inbox-insert.repository.ts';
import { createJournalFacts } from '../../shop/journal/journal-facts.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import { createPastAdmin } from '../../../bench/backfill/past-admin.ts';

/** A worker that does nothing but read one shop's past, to be killed at it: `node backfill.child.ts URI PAST_URL SHOP`. */
const [uri = '', pastUrl = '', shop = ''] = process.argv.slice(2);
const connection = await connectDatabase(uri, silentLogger);
const data = await openData(connection, { watchClock: false });
await createBackfill({
  shops: data.shop.shops,
  admin: createPastAdmin(pastUrl),
  record: createRecordFacts(data.shop, createJournalFacts(data.shop.journal, data.clock)),
  insert: createInboxInsert(connection),
  clock: data.clock,
  logger: silentLogger,
}).run(asShopId(shop));
process.exit(0);
