import { openData } from '../../server/app/wiring/data.ts';
import { wireFlows } from '../../server/app/wiring/flows.ts';
import { wirePeople } from '../../server/app/wiring/people.ts';
import type { ContactSearch } from '../../server/insights/contacts/contact.contract.ts';
import { asFlowId, asShopId } from '../../server/lib/brand.ts';
import { monotonicMs, realNow } from '../../server/lib/clock.ts';
import { silentLogger } from '../../server/lib/logger.ts';
import type { MessageListing } from '../../server/mail/ledger/list-messages.ts';
import { openBenchConnection } from '../harness/bench-connection.ts';
import { benchShop } from '../harness/bench-shop.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { figure } from '../harness/report.ts';
import { say } from '../harness/say.ts';
import { median, quantile, rounded } from '../harness/statistics.ts';
import { fillLists } from './fill.ts';

const shop = asShopId('bench-shop.myshopify.com');
const rounds = 20;
const goalMs = 200;
const dayMs = 86_400_000;

/** What a screen asks; pages go on where the one before ended, so that deep ones are among them. */
interface Asked {
  readonly name: string;
  ask(cursor: string | null): Promise<string | null>;
}

const inIceland = { property: 'countryCode', is: 'equals', value: 'IS' } as const;
const bought = { event: 'order.placed', atLeast: 1, within: 'P90D' } as const;

const timesOf = async ({ ask }: Asked): Promise<readonly number[]> => {
  const times: number[] = [];
  let cursor: string | null = null;
  for (let round = 0; round < rounds; round += 1) {
    const startMs = monotonicMs();
    cursor = await ask(cursor);
    times.push(monotonicMs() - startMs);
  }
  return times;
};

type People = ReturnType<typeof wirePeople>['people'];

const contactLists = (people: People): readonly Asked[] => {
  const count = (name: string, where: NonNullable<ContactSearch['where']>): Asked => ({
    name,
    ask: async () => {
      await people.count(shop, { where });
      return null;
    },
  });
  const views: readonly [string, Partial<ContactSearch>][] = [
    ['all', {}],
    ['subscribed', { view: 'subscribed' }],
    ["can't be mailed", { view: 'unmailable' }],
    ['in a flow', { view: 'in-flow' }],
    ['in Iceland', { where: inIceland }],
    ['ordered in 90 days', { where: bought }],
    ['search by address', { search: 'p3141' }],
    ['search by name', { search: 'Mara' }],
    ['search by both names', { search: 'Mara Lind3' }],
    ['search by product', { search: 'number 314' }],
    ['search without a hit', { search: 'xyzzy' }],
  ];
  return [
    ...views.map(([name, search]): Asked => ({
      name: `contacts, ${name}`,
      ask: async (cursor) =>
        (await people.list(shop, { view: 'all', ...search, ...(cursor !== null && { cursor }) })).nextCursor,
    })),
    count('contacts counted, in Iceland', inIceland),
    count('contacts counted, ordered in 90 days', bought),
  ];
};

interface Messages {
  list(of: typeof shop, listing: MessageListing): Promise<{ readonly next?: string | undefined }>;
}

const messageLists = (messages: Messages, now: Date): readonly Asked[] => {
  const filters: readonly [string, Omit<MessageListing, 'limit'>][] = [
    ['all', {}],
    ['of a flow', { flow: asFlowId('win-back') }],
    ['sent', { status: 'accepted' }],
    ['failed, one in 50,000', { status: 'failed' }],
    ['a reason', { reason: 'capped' }],
    ['a flow and a reason', { flow: asFlowId('birthday'), reason: 'capped' }],
    ['a flow and a status', { flow: asFlowId('birthday'), status: 'skipped' }],
    ['that there are none of', { flow: asFlowId('birthday'), status: 'cancelled' }],
    [
      'of a week a year ago',
      { from: new Date(now.getTime() - 372 * dayMs), until: new Date(now.getTime() - 365 * dayMs) },
    ],
    ['skipped in a month', { status: 'skipped', from: new Date(now.getTime() - 30 * dayMs) }],
  ];
  return filters.map(([name, filter]) => ({
    name: `messages, ${name}`,
    ask: async (cursor) =>
      (await messages.list(shop, { ...filter, limit: 50, before: cursor ?? undefined })).next ?? null,
  }));
};

/** The lists of the admin with as many contacts and messages as the largest shops have. */
export const lists: Benchmark = async (context) => {
  const { connection, close } = await openBenchConnection(context.mongod.uri('lists'));
  context.onEnd(close);
  const data = await openData(connection, { watchClock: false });
  context.onEnd(() => data.clock.close());
  const now = realNow();
  await data.shop.shops.install(shop, { platform: 'shopify', settings: benchShop, at: now });
  const flows = wireFlows(data, silentLogger);
  await flows.service.ensurePresets(shop, 'live');
  const rows = context.full ? 1_000_000 : 100_000;
  const startMs = monotonicMs();
  await fillLists(connection, { shop, rows, now });
  say(`lists: ${rows} of each filled in ${Math.round((monotonicMs() - startMs) / 1000)} s`);
  const asked = [...contactLists(wirePeople(data, flows).people), ...messageLists(data.mail.messages, now)];
  const figures = [figure('contacts, and messages', rows, 'rows each')];
  let slowest = 0;
  for (const one of asked) {
    await one.ask(null);
    const times = await timesOf(one);
    const p95 = quantile(times, 0.95);
    slowest = Math.max(slowest, p95);
    figures.push(figure(`${one.name}, p50`, median(times), 'ms'), figure(`${one.name}, p95`, p95, 'ms'));
  }
  return {
    name: 'lists',
    figures,
    ratios: [{ name: 'slowest-list-p95-ms', value: rounded(slowest), goal: goalMs, better: 'lower' }],
  };
};
