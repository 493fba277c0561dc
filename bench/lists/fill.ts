import type { Connection } from 'mongoose';
import { say } from '../harness/say.ts';

type Stage = Record<string, unknown>;

export interface ListsFill {
  readonly shop: string;
  readonly rows: number;
  readonly now: Date;
}

const bulk = 1000;
const dayMs = 86_400_000;
const text = { $toString: '$n' };
/** Without an order, and the same in every run. */
const scattered = { $mod: [{ $multiply: ['$n', 2_654_435_761] }, 4_294_967_296] };
const oneOf = (values: readonly string[], number: Stage | string = '$s'): Stage => ({
  $arrayElemAt: [[...values], { $mod: [number, values.length] }],
});

/** Numbers from 0 up, made by the server out of nothing, each with a scattered one beside it. */
const numbers = (count: number): readonly Stage[] => [
  { $documents: [{ high: { $range: [0, Math.ceil(count / bulk)] } }] },
  { $unwind: '$high' },
  { $set: { low: { $range: [0, bulk] } } },
  { $unwind: '$low' },
  { $set: { n: { $add: [{ $multiply: ['$high', bulk] }, '$low'] } } },
  { $set: { s: scattered } },
];

const firstNames = ['Mara', 'Jonas', 'Ada', 'Emil', 'Zoë', 'Noor', 'Ida', 'Luc', 'Ann', 'Bo'];
const lastNames = ['Lind', 'Berg', 'Okafor', 'Meyer', 'Sato', 'Rossi', 'Novak', 'Silva', 'Dubois', 'Khan'];
const countries = ['DE', 'DE', 'DE', 'FR', 'AT', 'NL', 'CH', 'IT', 'ES', 'IS'];
const flows = ['abandoned-checkout', 'replenishment', 'cross-sell', 'win-back', 'welcome', 'birthday'];
const reasons = ['no_consent', 'already_ordered', 'capped', 'quiet_hours', 'out_of_stock', 'expired'];

/** Base64url digits, so that ids lie among all possible ones as digests do. */
const digits = Array.from('-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz');
const digit = (place: number): Stage => ({
  $arrayElemAt: [digits, { $mod: [{ $floor: { $divide: ['$s', 64 ** place] } }, 64] }],
});
const contactId = { $concat: [...[4, 3, 2, 1, 0].map(digit), '-of-', text] };
const digestOf = { $concat: ['digest-', text] };

const contactStages = ({ shop, now }: ListsFill): readonly Stage[] => [
  {
    $project: {
      _id: contactId,
      shop,
      address: { $concat: ['p', { $toString: '$s' }, '@mail.example'] },
      addressDigest: digestOf,
      customerIds: { $cond: [{ $eq: [{ $mod: ['$n', 3] }, 0] }, [text], '$$REMOVE'] },
      firstName: oneOf(firstNames),
      lastName: {
        $concat: [
          oneOf(lastNames, { $floor: { $divide: ['$s', 10] } }),
          { $toString: { $mod: ['$s', 5000] } },
        ],
      },
      countryCode: oneOf(countries, { $floor: { $divide: ['$s', 100] } }),
      createdAt: { $subtract: [now, { $mod: ['$s', 700 * dayMs] }] },
    },
  },
];

const consentStages = ({ shop, now }: ListsFill): readonly Stage[] => [
  { $match: { $expr: { $lt: [{ $mod: ['$n', 10] }, 6] } } },
  {
    $project: {
      _id: { $concat: [`${shop}/`, digestOf] },
      shop,
      addressDigest: digestOf,
      statements: [
        {
          key: 'k',
          state: { $cond: [{ $eq: [{ $mod: ['$n', 10] }, 0] }, 'unsubscribed', 'subscribed'] },
          source: 'checkout',
          statedAt: now,
        },
      ],
    },
  },
];

/** Every third contact has ordered one of ten thousand products. */
const orderStages = ({ shop, now }: ListsFill): readonly Stage[] => [
  { $match: { $expr: { $eq: [{ $mod: ['$n', 3] }, 0] } } },
  { $set: { placedAt: { $subtract: [now, { $mod: ['$s', 300 * dayMs] }] } } },
  {
    $project: {
      _id: { $concat: [`${shop}/order-`, text] },
      shop,
      stamp: text,
      details: {
        id: { $concat: ['order-', text] },
        name: { $concat: ['#', text] },
        contact: contactId,
        lines: [
          {
            productId: { $concat: ['product-', { $toString: { $mod: ['$s', 10_000] } }] },
            title: 'Thing',
            quantity: { $literal: 1 },
            price: '10.00',
          },
        ],
        total: { amount: '10.00', currency: 'EUR' },
        placedAt: '$placedAt',
        updatedAt: '$placedAt',
        test: { $literal: false },
      },
    },
  },
];

const eventStages = ({ shop, now }: ListsFill): readonly Stage[] => [
  {
    $project: {
      _id: { $concat: ['event-', text] },
      shop,
      contact: contactId,
      type: { $cond: [{ $eq: [{ $mod: ['$n', 3] }, 0] }, 'order.placed', 'product.viewed'] },
      about: text,
      at: { $subtract: [now, { $mod: ['$s', 300 * dayMs] }] },
      data: { productId: { $concat: ['product-', { $toString: { $mod: ['$s', 10_000] } }] } },
    },
  },
];

/** Two of three were sent; one in fifty thousand failed; the rest was skipped. */
const messageStages = ({ shop, now }: ListsFill): readonly Stage[] => [
  {
    $set: {
      at: { $subtract: [now, { $mod: ['$s', 400 * dayMs] }] },
      failed: { $eq: [{ $mod: ['$n', 50_000] }, 7] },
    },
  },
  { $set: { sent: { $and: [{ $not: ['$failed'] }, { $ne: [{ $mod: ['$n', 3] }, 0] }] } } },
  {
    $project: {
      _id: { $concat: ['message-', { $toString: '$s' }, '-', text] },
      shop,
      enrollment: { $concat: ['enrollment-', text] },
      step: 'first',
      flow: oneOf(flows),
      flowKey: oneOf(flows),
      contact: contactId,
      status: { $cond: ['$failed', 'failed', { $cond: ['$sent', 'accepted', 'skipped'] }] },
      reason: {
        $cond: [
          '$failed',
          'rejected',
          { $cond: ['$sent', '$$REMOVE', oneOf(reasons, { $floor: { $divide: ['$n', 3] } })] },
        ],
      },
      attempt: { $literal: 1 },
      stateAt: '$at',
      decidedAt: '$at',
      sentAt: { $cond: ['$sent', '$at', '$$REMOVE'] },
      subject: { $cond: ['$sent', 'You left something behind', '$$REMOVE'] },
    },
  },
];

const productStages = ({ shop, now }: ListsFill): readonly Stage[] => [
  {
    $project: {
      _id: { $concat: [`${shop}/product-`, text] },
      shop,
      stamp: text,
      details: {
        id: { $concat: ['product-', text] },
        title: { $concat: ['Thing number ', text] },
        status: 'active',
        variants: [],
        updatedAt: now,
      },
    },
  },
];

/**
 * Rows as a shop's own, made by the server. Into collections whose indexes are there, for `$merge` suffers them and `$out`
 * would take them away.
 */
export const fillLists = async (connection: Connection, fill: ListsFill): Promise<void> => {
  const database = connection.getClient().db(connection.name);
  const parts = [
    ['contacts', fill.rows, contactStages(fill)],
    ['consents', fill.rows, consentStages(fill)],
    ['orders', fill.rows, orderStages(fill)],
    ['store_events', fill.rows, eventStages(fill)],
    ['products', 10_000, productStages(fill)],
    ['messages', fill.rows, messageStages(fill)],
  ] as const;
  for (const [collection, count, stages] of parts) {
    say(`lists: filling ${collection}`);
    const pipeline = [...numbers(count), ...stages, { $merge: { into: collection, whenMatched: 'replace' } }];
    await database.aggregate(pipeline, { writeConcern: { w: 1 } }).toArray();
  }
};
