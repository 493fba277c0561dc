import { z } from 'zod';
import { monotonicMs, realNow } from '../../server/lib/clock.ts';
import { answerCalls } from '../harness/answer-calls.ts';
import { openBenchConnection } from '../harness/bench-connection.ts';
import type { BenchConnection } from '../harness/bench-connection.ts';
import { applyShop, newOrder } from './deliveries.ts';

const openSchema = z.object({ uri: z.string() });
const runSchema = z.object({ round: z.number(), rows: z.number() });
const payloadSchema = z.record(z.string(), z.unknown());
const bulk = 500;

interface BareRow {
  readonly _id: string;
  readonly shop: string;
  readonly at: Date;
  readonly payload: Readonly<Record<string, unknown>>;
}

const opened: { own?: BenchConnection } = {};

const open = async (params: unknown): Promise<boolean> => {
  opened.own = await openBenchConnection(openSchema.parse(params).uri);
  return true;
};

/** The delivery as it came, parsed: what anybody would keep of it first. */
const rowOf = (round: number, index: number, at: Date): BareRow => {
  const { deliveryId, body } = newOrder(round, index, at);
  const payload: unknown = JSON.parse(body.toString());
  return { _id: `${applyShop}/${deliveryId}`, shop: applyShop, at, payload: payloadSchema.parse(payload) };
};

/** What the database takes at most: 500 rows at a time, one insert after the other; nothing is read or compared. */
const run = async (params: unknown): Promise<{ elapsedMs: number }> => {
  const { round, rows } = runSchema.parse(params);
  if (opened.own === undefined) throw new Error('not opened');
  const { connection } = opened.own;
  const collection = connection.collection<BareRow>('bare_orders', { writeConcern: { w: 'majority' } });
  const at = realNow();
  let elapsedMs = 0;
  for (let from = 0; from < rows; from += bulk) {
    const length = Math.min(bulk, rows - from);
    const batch = Array.from({ length }, (_, index) => rowOf(round, from + index, at));
    const startMs = monotonicMs();
    await collection.insertMany(batch, { ordered: false });
    elapsedMs += monotonicMs() - startMs;
  }
  return { elapsedMs };
};

answerCalls({ open, run });
