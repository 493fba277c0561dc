import { z } from 'zod';
import { dispatchShop, openDispatchWorld } from '../dispatch/world.ts';
import { seedShop } from '../dispatch/seed-people.ts';
import { realNow } from '../../server/lib/clock.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { figure } from '../harness/report.ts';
import { startRole } from '../harness/role.ts';
import { say } from '../harness/say.ts';
import { quantile, rounded } from '../harness/statistics.ts';
import { runLoad } from '../ingest/webhook-load.ts';
import { startWebProcess } from '../processes/encore-process.ts';

const resultSchema = z.object({
  sent: z.number(),
  stored: z.array(z.string()),
  storedMs: z.array(z.number()),
  refusedMs: z.array(z.number()),
  strange: z.number(),
  unanswered: z.number(),
  broken: z.number(),
});

const factor = 3;
const closedLoop = { connections: 50, deliveries: 8000 };

/** What one web process takes when each sender waits for its answer. */
const measureCapacity = async (port: number): Promise<number> => {
  let sent = 0;
  const next = (): string | undefined => {
    sent += 1;
    return sent <= closedLoop.deliveries ? `capacity-${sent}` : undefined;
  };
  const { elapsedMs, acknowledged } = await runLoad({ port, connections: closedLoop.connections, next });
  if (acknowledged !== closedLoop.deliveries) throw new Error('not everything was taken without a burst');
  return (acknowledged / elapsedMs) * 1000;
};

/** Three times what it can take, by the clock: nothing acknowledged is lost, nobody waits long for an answer. */
export const burst: Benchmark = async (context) => {
  const uri = context.mongod.uri('burst');
  const world = await openDispatchWorld(uri, { providerUrl: 'http://127.0.0.1:1/' });
  context.onEnd(world.close);
  await seedShop(world, { shop: dispatchShop, at: realNow() });
  const web = await startWebProcess(uri, 'http://127.0.0.1:1/');
  context.onEnd(web.kill);
  const generator = startRole(new URL('./open-loop.role.ts', import.meta.url));
  context.onEnd(generator.stop);
  const capacity = await measureCapacity(web.port);
  const perSecond = Math.round(capacity * factor);
  say(`burst: takes ${Math.round(capacity)}/s, is sent ${perSecond}/s for 60 s`);
  const plan = { port: web.port, perSecond, seconds: 60, connections: 2000, prefix: 'burst' };
  const result = await generator.call('run', plan, resultSchema);
  const held = await world.connection
    .collection('inbox')
    .countDocuments({ deliveryId: { $in: [...result.stored] } });
  const answered = [...result.storedMs, ...result.refusedMs];
  return {
    name: 'burst',
    figures: [
      figure('capacity, closed loop', capacity, 'webhooks/s'),
      figure('sent', perSecond, 'webhooks/s'),
      figure('stored and answered 200', result.stored.length / plan.seconds, 'webhooks/s'),
      figure('refused with 503', result.refusedMs.length / plan.seconds, 'webhooks/s'),
      figure('200, p99', quantile(result.storedMs, 0.99), 'ms'),
      figure('any answer, p99', quantile(answered, 0.99), 'ms'),
      figure('connections broken', result.broken, 'connections'),
      figure('other answers', result.strange, 'answers'),
    ],
    ratios: [
      { name: 'acknowledged-lost', value: result.stored.length - held, goal: 0, better: 'lower' },
      {
        name: 'slowest-answer-seconds',
        value: rounded(Math.max(0, ...[quantile(answered, 1)].filter(Number.isFinite)) / 1000),
        goal: 5,
        better: 'lower',
      },
      { name: 'never-answered', value: result.unanswered, goal: 0, better: 'lower' },
    ],
  };
};
