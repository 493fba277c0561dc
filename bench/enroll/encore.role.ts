import { z } from 'zod';
import { openData } from '../../server/app/wiring/data.ts';
import { wireApplier } from '../../server/app/wiring/applier.ts';
import { wireFlows } from '../../server/app/wiring/flows.ts';
import { monotonicMs } from '../../server/lib/clock.ts';
import { silentLogger } from '../../server/lib/logger.ts';
import type { Applier } from '../../server/shop/inbox/apply.ts';
import { answerCalls } from '../harness/answer-calls.ts';
import { openBenchConnection } from '../harness/bench-connection.ts';

const openSchema = z.object({ uri: z.string(), counted: z.boolean() });

/** No secret is sealed here; the size is what matters. */
const benchConfig = { encryptionKey: Buffer.alloc(32), previousKeys: [] };

const opened: { applier?: Applier; commands?: () => number } = {};

/** The worker's inbox, as jobs/compose.ts puts it together. */
const open = async (params: unknown): Promise<boolean> => {
  const { uri, counted } = openSchema.parse(params);
  const { connection, commands } = await openBenchConnection(uri, counted);
  const data = await openData(connection, { watchClock: false });
  const flows = wireFlows(data, silentLogger);
  opened.applier = wireApplier({ config: benchConfig, data, flows, logger: silentLogger });
  opened.commands = commands;
  return true;
};

/** Until the inbox is empty, as jobs/handlers/inbox-loop.ts does it. */
const run = async (): Promise<{ elapsedMs: number; commands: number }> => {
  const { applier, commands = () => 0 } = opened;
  if (applier === undefined) throw new Error('not opened');
  const before = commands();
  const startMs = monotonicMs();
  while ((await applier.applyBatch()) > 0);
  return { elapsedMs: monotonicMs() - startMs, commands: commands() - before };
};

answerCalls({ open, run });
