import { z } from 'zod';
import { monotonicMs, realNow } from '../../server/lib/clock.ts';
import { answerCalls } from '../harness/answer-calls.ts';
import { openBenchConnection } from '../harness/bench-connection.ts';
import type { BenchConnection } from '../harness/bench-connection.ts';
import { deliveryRow, eventRow } from './bare-rows.ts';
import type { BareRow } from './bare-rows.ts';

const openSchema = z.object({ uri: z.string(), counted: z.boolean() });
const runSchema = z.object({ round: z.number(), rows: z.number(), of: z.enum(['deliveries', 'events']) });
const bulk = 500;

const opened: { own?: BenchConnection } = {};

const open = async (params: unknown): Promise<boolean> => {
  const { uri, counted } = openSchema.parse(params);
  opened.own = await openBenchConnection(uri, counted);
  return true;
};

/** What the database takes at most: 500 rows at a time, one insert after the other; nothing is read or compared. */
const run = async (params: unknown): Promise<{ elapsedMs: number; commands: number }> => {
  const { round, rows, of } = runSchema.parse(params);
  if (opened.own === undefined) throw new Error('not opened');
  const { connection, commands } = opened.own;
  const collection = connection.collection<BareRow>(`bare_${of}`, { writeConcern: { w: 'majority' } });
  const rowOf = of === 'deliveries' ? deliveryRow : eventRow;
  const at = realNow();
  const before = commands();
  let elapsedMs = 0;
  for (let from = 0; from < rows; from += bulk) {
    const length = Math.min(bulk, rows - from);
    const batch = Array.from({ length }, (_, index) => rowOf(round, from + index, at));
    const startMs = monotonicMs();
    await collection.insertMany(batch, { ordered: false });
    elapsedMs += monotonicMs() - startMs;
  }
  return { elapsedMs, commands: commands() - before };
};

answerCalls({ open, run });
