import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asFlowId, asShopId } from '../../lib/brand.ts';
import { lumen, noon } from '../../testing/mail/mail-builders.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { listMessages, messageQueries } from './list-messages.ts';
import type { MessageListing } from './list-messages.ts';
import { messageModel, messageStatuses } from './message.model.ts';
import type { MessageDocument } from './message.model.ts';

const reasons = ['no_consent', 'already_ordered', 'quiet_hours'];
const flows = ['cart', 'restock', 'win-back'];
const minute = 60_000;
const at = (minutes: number): Date => new Date(noon.getTime() + minutes * minute);

/** Several of one moment; some written long after they were decided, some never decided. */
const rowOf = (n: number): MessageDocument => {
  const status = messageStatuses[n % messageStatuses.length] ?? 'skipped';
  const reason = status === 'skipped' || status === 'failed' ? reasons[n % reasons.length] : undefined;
  const stateAt = at(Math.floor(n / 3));
  return {
    _id: `message-${(n * 7919) % 1000}`,
    shop: n % 10 === 9 ? 'stranger.myshopify.com' : lumen,
    enrollment: `enrollment-${n}`,
    step: 'mail-1',
    flow: flows[n % flows.length] ?? 'cart',
    flowKey: 'abandoned-checkout',
    contact: `contact-${n % 20}`,
    status,
    attempt: 1,
    stateAt,
    ...(reason !== undefined && { reason }),
    ...(n % 4 !== 0 && { decidedAt: n % 5 === 0 ? new Date(stateAt.getTime() - 20 * minute) : stateAt }),
  };
};

const rows = Array.from({ length: 300 }, (_, n) => rowOf(n));
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase('list messages');
  const messages = messageModel(database.connection);
  await messages.insertMany(rows);
  await messages.createIndexes();
});
afterAll(() => database.drop());

const model = () => messageModel(database.connection);

const shownAt = (row: MessageDocument): Date => row.decidedAt ?? row.stateAt;

const expected = (listing: Omit<MessageListing, 'limit'>): readonly string[] =>
  rows
    .filter(
      (row) =>
        row.shop === lumen &&
        (listing.flow === undefined || row.flow === listing.flow) &&
        (listing.status === undefined || row.status === listing.status) &&
        (listing.reason === undefined || row.reason === listing.reason) &&
        (listing.from === undefined || shownAt(row) >= listing.from) &&
        (listing.until === undefined || shownAt(row) < listing.until),
    )
    .toSorted((a, b) => b.stateAt.getTime() - a.stateAt.getTime() || (a._id < b._id ? 1 : -1))
    .map(({ _id }) => _id);

const listed = async (listing: MessageListing): Promise<readonly string[]> => {
  const ids: string[] = [];
  let before: string | undefined;
  do {
    const { messages, next } = await listMessages(model(), lumen, { ...listing, before });
    ids.push(...messages.map(({ id }) => id));
    before = next;
  } while (before !== undefined);
  return ids;
};

const anyListing: fc.Arbitrary<Omit<MessageListing, 'limit'>> = fc.record({
  flow: fc.constantFrom(undefined, asFlowId('cart'), asFlowId('restock'), asFlowId('nobody')),
  status: fc.constantFrom(undefined, ...messageStatuses),
  reason: fc.constantFrom(undefined, ...reasons, 'unheard_of'),
  from: fc.constantFrom(undefined, at(0), at(30), at(99)),
  until: fc.constantFrom(undefined, at(31), at(70), at(-5)),
});

describe('messages, listed', () => {
  it('are those asked for, newest first, each once, however the pages are cut', async () => {
    await fc.assert(
      fc.asyncProperty(anyListing, fc.integer({ min: 3, max: 60 }), async (listing, limit) => {
        expect(await listed({ ...listing, limit })).toEqual(expected(listing));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['nothing', {}],
    ['a flow', { flow: asFlowId('cart') }],
    ['a status', { status: 'failed' }],
    ['a reason', { reason: 'no_consent' }],
    ['a flow and a status', { flow: asFlowId('cart'), status: 'accepted' }],
    ['a flow and a reason', { flow: asFlowId('cart'), reason: 'no_consent' }],
    ['a status and a reason', { status: 'skipped', reason: 'no_consent' }],
    ['all of it', { flow: asFlowId('cart'), status: 'skipped', reason: 'no_consent', from: at(5) }],
    ['days', { from: at(20) }],
    ['a flow, further down', { flow: asFlowId('cart'), before: `${at(50).getTime()}~m` }],
  ] as const)(
    'come in order from an index for %s: nothing is sorted, nothing read that is not shown',
    async (_what, filter) => {
      const limit = 5;
      for (const query of await messageQueries(model(), lumen, { ...filter, limit })) {
        const [, ran = ''] = JSON.stringify(await query.explain('executionStats')).split('"executionStats"');
        const plan = ran.split('"command"')[0] ?? '';

        expect(plan).toContain('"IXSCAN"');
        expect(plan).not.toMatch(/"stage":"(SORT|COLLSCAN)"/);
        expect(Number(/"totalDocsExamined":(\d+)/.exec(plan)?.[1])).toBeLessThanOrEqual(limit + 30);
      }
    },
  );

  it('are asked for in parts where a shop has more flows than are merged at once', async () => {
    const many = asShopId('many.myshopify.com');
    const flowOf = (n: number): string => `flow-${n}`;
    await model().insertMany(
      Array.from({ length: 450 }, (_, n) => ({
        ...rowOf(n),
        _id: `many-${n}`,
        shop: many,
        flow: flowOf(n),
        status: 'skipped' as const,
        reason: 'no_consent',
      })),
    );

    const queries = await messageQueries(model(), many, { reason: 'no_consent', limit: 5 });
    const page = await listMessages(model(), many, { reason: 'no_consent', limit: 5 });

    expect(queries).toHaveLength(3);
    expect(page.messages.map(({ flow }) => flow).toSorted()).toEqual(
      [449, 448, 447, 446, 445].map(flowOf).toSorted(),
    );
    expect(page.next).toBeDefined();
  });

  it('are found by when they were decided, though a shop’s time is ahead of the rows’', async () => {
    const ahead = asShopId('ahead.myshopify.com');
    const decidedAt = at(3 * 1440);
    await model().insertMany([{ ...rowOf(1), _id: 'ahead-1', shop: ahead, stateAt: at(0), decidedAt }]);
    const range = { from: at(2 * 1440), until: at(4 * 1440), limit: 5 };

    const { messages } = await listMessages(model(), ahead, { ...range, aheadMs: 3 * 1440 * minute });

    expect(messages.map(({ id }) => id)).toEqual(['ahead-1']);
  });
});
