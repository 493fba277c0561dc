import { z } from 'zod';
import { openData } from '../../server/app/wiring/data.ts';
import { wireFlows } from '../../server/app/wiring/flows.ts';
import { asShopId } from '../../server/lib/brand.ts';
import { realNow } from '../../server/lib/clock.ts';
import { silentLogger } from '../../server/lib/logger.ts';
import { checkoutHandler } from '../../server/platforms/shopify/webhooks/checkouts.ts';
import type { StoreFact } from '../../server/shop/facts.ts';
import { createRecordFacts } from '../../server/shop/record-facts.ts';
import { openBenchConnection } from '../harness/bench-connection.ts';
import { benchShop } from '../harness/bench-shop.ts';
import { checkoutBody } from '../harness/checkout-body.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { figure } from '../harness/report.ts';
import { say } from '../harness/say.ts';
import { rounded } from '../harness/statistics.ts';
import { bytesOfIndexes, sizeOf } from './collection-size.ts';
import type { CollectionSize } from './collection-size.ts';

const shop = asShopId('bench-shop.myshopify.com');
const bulk = 500;

/** Ids as long as Shopify's own. */
const factsOf = (number: number, leftAt: Date): readonly StoreFact[] => {
  const time = leftAt.toISOString();
  const token = `${(number * 2_654_435_761).toString(16).padStart(16, '0')}${'0'.repeat(16)}`;
  const email = `person-${number}@mail.example`;
  const body = checkoutBody({ token, email, customerId: number + 1, createdAt: time, updatedAt: time });
  return checkoutHandler.interpret(JSON.parse(body.toString()), {
    topic: 'checkouts/update',
    triggeredAt: leftAt,
    digest: `${number}`,
  });
};

const exactSchema = z.array(z.object({ bytes: z.number() })).length(1);

const figuresOf = (name: string, { logical, stored, indexes }: CollectionSize) => [
  figure(`${name}, logical`, logical, 'bytes'),
  figure(`${name}, on disk without indexes`, stored, 'bytes'),
  figure(`${name}, all indexes`, bytesOfIndexes({ rows: 1, logical, stored, indexes }, ['']), 'bytes'),
];

/** What one waiting enrollment takes, written by the flow's own reaction to a checkout. */
export const storage: Benchmark = async (context) => {
  const { connection, close } = await openBenchConnection(context.mongod.uri('storage'));
  context.onEnd(close);
  const data = await openData(connection, { watchClock: false });
  context.onEnd(() => data.clock.close());
  await data.shop.shops.install(shop, { platform: 'shopify', settings: benchShop, at: realNow() });
  const flows = wireFlows(data, silentLogger);
  await flows.service.ensurePresets(shop, 'live');
  const record = createRecordFacts(data.shop);
  const people = context.full ? 200_000 : 30_000;
  const now = realNow().getTime();
  for (let from = 0; from < people; from += bulk) {
    const numbers = Array.from({ length: bulk }, (_, index) => from + index);
    const facts = numbers.flatMap((number) => factsOf(number, new Date(now - 60_000 - number)));
    await flows.react(shop, (await record(shop, facts, 'webhook')).events);
    if ((from / bulk) % 10 === 0) say(`storage: ${from} of ${people}`);
  }
  const enrollments = await sizeOf(connection, 'enrollments');
  if (enrollments.rows !== people) throw new Error(`${enrollments.rows} enrollments of ${people} checkouts`);
  const stages = [{ $group: { _id: null, bytes: { $avg: { $bsonSize: '$$ROOT' } } } }];
  const exact = exactSchema.parse(await connection.collection('enrollments').aggregate(stages).toArray());
  const indexes = bytesOfIndexes(enrollments, ['_id_', 'turn_1_dueAt_1', 'contact_1']);
  const logical = exact[0]?.bytes ?? Number.NaN;
  return {
    name: 'storage',
    figures: [
      figure('a waiting enrollment, document', logical, 'bytes'),
      figure('its keys in _id, claim and exit index', indexes, 'bytes'),
      ...figuresOf('enrollments', enrollments),
      ...figuresOf('checkouts', await sizeOf(connection, 'checkouts')),
      ...figuresOf('store events', await sizeOf(connection, 'store_events')),
      ...figuresOf('decisions', await sizeOf(connection, 'decisions')),
    ],
    ratios: [
      {
        name: 'bytes-per-waiting-enrollment',
        value: rounded(logical + indexes),
        goal: 720,
        better: 'lower',
      },
    ],
  };
};
