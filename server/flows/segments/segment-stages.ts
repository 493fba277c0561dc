import type { ShopId } from '../../lib/brand.ts';
import { subtractDuration } from '../../engine/duration.ts';
import type { EventPredicate, Predicate } from '../../engine/predicate.ts';
import { predicateExpression, whereExpression } from './predicate-expression.ts';
import { reachedEventTypes, reachedSince } from '../predicate-reach.ts';

export interface SegmentReckoning {
  readonly shop: ShopId;
  /** IANA zone of the shop: `within` counts in its calendar. */
  readonly zone: string;
  readonly now: Date;
}

export interface SegmentCollections {
  readonly consents: string;
  readonly events: string;
}

type Stage = Readonly<Record<string, unknown>>;
type Stages = Stage[];

/** What an evaluation in memory sees of a contact, under the same names. */
const facts = {
  firstName: { $ifNull: ['$firstName', null] },
  locale: { $ifNull: ['$locale', null] },
  countryCode: { $ifNull: ['$countryCode', null] },
  isCustomer: { $gt: [{ $size: { $ifNull: ['$customerIds', []] } }, 0] },
  consent: { $ifNull: [{ $first: '$consents.state' }, 'none'] },
  properties: { $ifNull: ['$properties', {}] },
};

const consentStages = (shop: ShopId, from: string): Stages => [
  { $set: { consentId: { $concat: [{ $literal: `${shop}/` }, { $ifNull: ['$addressDigest', ''] }] } } },
  {
    $lookup: {
      from,
      localField: 'consentId',
      foreignField: '_id',
      pipeline: [
        {
          $project: { _id: 0, state: { $getField: { field: 'state', input: { $last: '$statements' } } } },
        },
      ],
      as: 'consents',
    },
  },
];

const happened = ({ within }: EventPredicate, { zone, now }: SegmentReckoning): Stage => ({
  $gte: reachedSince(now),
  $lte: now,
  ...(within !== undefined && { $gt: subtractDuration(now, within, zone) }),
});

/** No more of them are read than it takes. */
const eventStage = (
  predicate: EventPredicate,
  reckoning: SegmentReckoning,
  { from, as }: { from: string; as: string },
): Stage => {
  const { event, atLeast, where } = predicate;
  const type = { $in: reachedEventTypes.filter((known) => known === event) };
  return {
    $lookup: {
      from,
      localField: '_id',
      foreignField: 'contact',
      pipeline: [
        { $match: { shop: reckoning.shop, at: happened(predicate, reckoning), type } },
        ...(where === undefined ? [] : [{ $match: { $expr: whereExpression(where) } }]),
        { $limit: atLeast },
        { $project: { _id: 1 } },
      ],
      as,
    },
  };
};

/** Joining what was said about an address costs more than all else that is known of a contact. */
const asksForConsent = (predicate: Predicate): boolean => {
  if ('all' in predicate) return predicate.all.some(asksForConsent);
  if ('any' in predicate) return predicate.any.some(asksForConsent);
  if ('not' in predicate) return asksForConsent(predicate.not);
  return 'property' in predicate && predicate.property.split('.')[0] === 'consent';
};

/** Keeps the contacts of whom the predicate holds. */
export const segmentStages = (
  predicate: Predicate,
  reckoning: SegmentReckoning,
  { consents, events }: SegmentCollections,
): Stages => {
  const counted: Stages = [];
  const $expr = predicateExpression(predicate, '$facts', (event) => {
    const as = `event${counted.length}`;
    counted.push(eventStage(event, reckoning, { from: events, as }));
    return { $gte: [{ $size: `$${as}` }, event.atLeast] };
  });
  const joined = asksForConsent(predicate) ? consentStages(reckoning.shop, consents) : [];
  return [...joined, { $set: { facts } }, ...counted, { $match: { $expr } }];
};
