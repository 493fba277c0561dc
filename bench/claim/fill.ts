import type { Connection } from 'mongoose';
import { createMongoEngineStore, ensureEngineIndexes } from '../../server/engine/mongo-engine-store.ts';
import type { EngineStore } from '../../server/engine/engine-store.ts';
import { asContactId, asFlowId, asShopId } from '../../server/lib/brand.ts';

export interface Fill {
  /** Enrollments altogether, the due ones among them. */
  readonly waiting: number;
  readonly due: number;
  readonly shops: number;
  readonly now: Date;
  /** When the first and the last of those that wait are due, from now; in an hour to a month unless told. */
  readonly dueMs?: readonly [first: number, last: number];
}

const bulk = 1000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const enrollDue = async (store: EngineStore, { due, shops, now }: Fill): Promise<void> => {
  for (let from = 0; from < due; from += bulk)
    await store.enrollMany(
      Array.from({ length: Math.min(bulk, due - from) }, (_, index) => {
        const number = from + index;
        const anchorAt = new Date(now.getTime() - 1_800_000 - number);
        return {
          shop: asShopId(`shop-${number % shops}.myshopify.com`),
          flow: asFlowId('abandoned-checkout'),
          contact: asContactId(`due-contact-${number}`),
          about: `checkout-${number}`,
          occurrence: '',
          version: 1,
          dueAt: new Date(now.getTime() - 1000 - number),
          step: 'wait-1',
          anchorAt,
          plannedAt: anchorAt,
          variables: { createdAt: anchorAt.toISOString(), lines: 2 },
          heldOut: false,
          enteredAt: anchorAt,
        };
      }),
    );
};

/** Made by the server out of nothing: rows like real ones, ids as scattered as digests, due within a month. */
const waitingRows = (
  count: number,
  { shops, now, dueMs = [hourMs, 30 * dayMs] }: Fill,
): Record<string, unknown>[] => {
  const number = { $add: [{ $multiply: ['$high', bulk] }, '$low'] };
  const text = { $toString: '$n' };
  const scattered = { $mod: [{ $multiply: ['$n', 2_654_435_761] }, 4_294_967_296] };
  const shop = { $concat: ['shop-', { $toString: { $mod: ['$n', shops] } }, '.myshopify.com'] };
  const part = { $toString: { $mod: [{ $floor: { $divide: ['$n', shops] } }, 8] } };
  const anchorAt = { $add: [now, { $mod: ['$n', 1_700_000] }] };
  return [
    { $documents: [{ high: { $range: [0, count / bulk] } }] },
    { $unwind: '$high' },
    { $set: { low: { $range: [0, bulk] } } },
    { $unwind: '$low' },
    { $set: { n: number } },
    {
      $project: {
        _id: { $concat: ['w', { $toString: scattered }, '-waiting-', text] },
        shop,
        flow: 'abandoned-checkout',
        contact: { $concat: ['contact-', { $toString: scattered }] },
        about: { $concat: ['checkout-', text] },
        occurrence: '',
        version: { $literal: 1 },
        turn: { $concat: [shop, '#', part] },
        state: 'waiting',
        step: 'wait-1',
        rev: { $literal: 0 },
        anchorAt,
        plannedAt: anchorAt,
        variables: { createdAt: { $toString: anchorAt }, lines: { $literal: 2 } },
        heldOut: { $literal: false },
        attempts: { $literal: 0 },
        enteredAt: anchorAt,
        dueAt: { $add: [now, dueMs[0], { $mod: [scattered, dueMs[1] - dueMs[0]] }] },
      },
    },
    { $out: 'enrollments' },
  ];
};

/** So many enrollments wait, so many of them are due now, over as many turns; resolves to the store over them. */
export const fillEnrollments = async (connection: Connection, fill: Fill): Promise<EngineStore> => {
  const database = connection.getClient().db(connection.name);
  await database.aggregate(waitingRows(fill.waiting - fill.due, fill)).toArray();
  // Only now, because the models make collections on the side, which $out doesn't suffer.
  const store = createMongoEngineStore(connection);
  // Last: indexes over rows that are there cost less than rows into indexes that are there.
  await ensureEngineIndexes(connection);
  await enrollDue(store, fill);
  await store.sweep();
  return store;
};
