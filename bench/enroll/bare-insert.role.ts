import { z } from 'zod';
import { realNow, monotonicMs } from '../../server/lib/clock.ts';
import { answerCalls } from '../harness/answer-calls.ts';
import { openBenchConnection } from '../harness/bench-connection.ts';
import type { BenchConnection } from '../harness/bench-connection.ts';

const openSchema = z.object({ uri: z.string(), counted: z.boolean() });
const runSchema = z.object({ round: z.number(), rows: z.number() });
const bulk = 500;

const opened: { own?: BenchConnection } = {};

const open = async (params: unknown): Promise<boolean> => {
  const { uri, counted } = openSchema.parse(params);
  opened.own = await openBenchConnection(uri, counted);
  return true;
};

/** As much as a store event says, and nothing is read, compared or indexed. */
const rowOf = (round: number, number: number, at: Date) => {
  const token = `checkout-${round}-${number}`;
  return {
    _id: `bench-shop.myshopify.com/${token}`,
    shop: 'bench-shop.myshopify.com',
    type: 'checkout.updated',
    about: token,
    contact: `person-${round}-${number}`,
    at,
    data: { token, cartToken: `${token}-cart`, productIds: ['632910392'], lines: 4, total: '192.00' },
    sources: ['webhook'],
  };
};

/** What the database takes at most: 500 rows at a time, one insert after the other. */
const run = async (params: unknown): Promise<{ elapsedMs: number; commands: number }> => {
  const { round, rows } = runSchema.parse(params);
  if (opened.own === undefined) throw new Error('not opened');
  const { connection, commands } = opened.own;
  const collection = connection.collection<ReturnType<typeof rowOf>>('bare_events', {
    writeConcern: { w: 'majority' },
  });
  const before = commands();
  const at = realNow();
  const startMs = monotonicMs();
  for (let from = 0; from < rows; from += bulk)
    await collection.insertMany(
      Array.from({ length: Math.min(bulk, rows - from) }, (_, index) => rowOf(round, from + index, at)),
      { ordered: false },
    );
  return { elapsedMs: monotonicMs() - startMs, commands: commands() - before };
};

answerCalls({ open, run });
