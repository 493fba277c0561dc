import { z } from 'zod';
import { openData } from '../../server/app/wiring/data.ts';
import { asShopId } from '../../server/lib/brand.ts';
import { monotonicMs } from '../../server/lib/clock.ts';
import { silentLogger } from '../../server/lib/logger.ts';
import { createBackfill } from '../../server/platforms/shopify/backfill/backfill.ts';
import { createInboxInsert } from '../../server/shop/inbox/inbox-insert.repository.ts';
import { createJournalFacts } from '../../server/shop/journal/journal-facts.ts';
import { createRecordFacts } from '../../server/shop/record-facts.ts';
import { createPastAdmin } from './past-admin.ts';
import { answerCalls } from '../harness/answer-calls.ts';
import { openBenchConnection } from '../harness/bench-connection.ts';
import { cpuMsOf } from '../harness/process-cpu.ts';

const runSchema = z.object({
  uri: z.string(),
  shop: z.string().transform(asShopId),
  pastUrl: z.string(),
  mongodPid: z.number(),
});

/** Highest resident memory from now on, in MB. */
const watchMemory = (): { stop(): number } => {
  let peak = 0;
  const look = (): void => void (peak = Math.max(peak, process.memoryUsage.rss() / 1_048_576));
  const timer = setInterval(look, 100);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return peak;
    },
  };
};

interface Mark {
  readonly atMs: number;
  /** Of this process and the database. */
  readonly cpuMs: number;
}

const mark = async (mongodPid: number): Promise<Mark> => ({
  atMs: monotonicMs(),
  cpuMs: (await cpuMsOf(process.pid)) + (await cpuMsOf(mongodPid)),
});

/** The back-fill as a worker runs it, from the first line to the last; marks where each phase begins. */
const run = async (params: unknown): Promise<object> => {
  const { uri, shop, pastUrl, mongodPid } = runSchema.parse(params);
  const { connection } = await openBenchConnection(uri);
  const data = await openData(connection, { watchClock: false });
  const marks: Record<string, Mark> = { begin: await mark(mongodPid) };
  const backfill = createBackfill({
    shops: {
      ...data.shop.shops,
      saveBackfill: async (id, progress) => {
        const { phase = progress.state } = progress;
        marks[phase] ??= await mark(mongodPid);
        await data.shop.shops.saveBackfill(id, progress);
      },
    },
    admin: createPastAdmin(pastUrl),
    record: createRecordFacts(data.shop, createJournalFacts(data.shop.journal, data.clock)),
    insert: createInboxInsert(connection),
    clock: data.clock,
    logger: silentLogger,
  });
  const memory = watchMemory();
  const { applied, broken = 0 } = await backfill.run(shop);
  return { applied, broken, marks, peakMb: memory.stop() };
};

answerCalls({ run });
