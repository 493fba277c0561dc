import { z } from 'zod';
import { monotonicMs } from '../../server/lib/clock.ts';
import type { Transport } from '../../server/mail/transport.ts';
import { answerCalls } from '../harness/answer-calls.ts';
import { openDispatchWorld } from './world.ts';
import type { DispatchWorld } from './world.ts';
import { wireTransport } from '../../server/app/wiring/mail.ts';

const runSchema = z.object({
  uri: z.string(),
  providerUrl: z.string(),
  due: z.number(),
  counted: z.boolean(),
  /** Whoever hasn't drained by then is stopped, and judged by what it did. */
  windowMs: z.number(),
});

export const runResultSchema = z.object({
  elapsedMs: z.number(),
  firstSendMs: z.number(),
  cpuMs: z.number(),
  peakRssMb: z.number(),
  commands: z.number(),
  sent: z.number(),
});
export type RunResult = z.infer<typeof runResultSchema>;

export interface Dispatching {
  readonly world: DispatchWorld;
  readonly transport: Transport;
  readonly due: number;
  readonly windowMs: number;
  /** Mails the provider has taken so far. */
  accepted(): number;
}

const mb = 1_048_576;

const watchRss = (): { stop(): number } => {
  let peak = process.memoryUsage.rss();
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  return {
    stop: () => {
      clearInterval(timer);
      return peak / mb;
    },
  };
};

/** The same transport for every contender, with a look at when the first mail left and how many have. */
const watchSends = (transport: Transport) => {
  const seen = { firstAt: Number.NaN, accepted: 0 };
  const watched: Transport = {
    ...transport,
    send: async (mail, beforeWrite) => {
      if (Number.isNaN(seen.firstAt)) seen.firstAt = monotonicMs();
      const outcome = await transport.send(mail, beforeWrite);
      if (outcome.kind === 'accepted') seen.accepted += 1;
      return outcome;
    },
  };
  return { watched, seen };
};

interface Contender {
  /** Not timed. */
  readonly prepare?: (dispatching: Dispatching) => Promise<void>;
  /** Resolves when nothing is due any more. */
  readonly dispatch: (dispatching: Dispatching) => Promise<void>;
}

const run = async (params: unknown, { prepare, dispatch }: Contender): Promise<RunResult> => {
  const { uri, providerUrl, due, counted, windowMs } = runSchema.parse(params);
  const world = await openDispatchWorld(uri, { providerUrl, counted });
  const { watched, seen } = watchSends(wireTransport(world.config, world.data.mail));
  const dispatching = { world, transport: watched, due, windowMs, accepted: () => seen.accepted };
  await prepare?.(dispatching);
  const commandsBefore = world.commands();
  const rss = watchRss();
  const cpuBefore = process.cpuUsage();
  const startMs = monotonicMs();
  await dispatch(dispatching);
  const elapsedMs = monotonicMs() - startMs;
  const sent = seen.accepted;
  const { user, system } = process.cpuUsage(cpuBefore);
  const result = {
    elapsedMs,
    firstSendMs: seen.firstAt - startMs,
    cpuMs: (user + system) / 1000,
    peakRssMb: rss.stop(),
    commands: world.commands() - commandsBefore,
    sent,
  };
  await watched.close();
  await world.close();
  return result;
};

/** A contender's process: empties what is due when it is told to, and says what that took. */
export const answerRuns = (contender: Contender): void => {
  answerCalls({ run: (params) => run(params, contender) });
};
