import { describe, expect, it } from '@jest/globals';
import type { Predicate } from '../../engine/predicate.ts';
import { eventsThatMatter, segmentArgs } from './segment-args.ts';

const twice: Predicate = { event: 'product.viewed', atLeast: 2, within: 'P7D' };

describe('what a segment listens to', () => {
  it('is its events, and whatever changes a property', () => {
    expect(eventsThatMatter({ any: [twice, { not: { event: 'order.placed', atLeast: 1 } }] })).toEqual([
      'order.placed',
      'product.viewed',
    ]);
    expect(eventsThatMatter({ property: 'consent', is: 'equals', value: 'subscribed' })).toEqual([
      'checkout.updated',
      'order.placed',
      'customer.updated',
      'consent.changed',
    ]);
  });
});

describe('its arguments', () => {
  it('leave out who matches already, and let go of who no longer does, unless told', () => {
    expect(segmentArgs.parse({ segment: twice })).toEqual({
      segment: twice,
      includeExisting: false,
      exitOnLeave: true,
    });
  });

  it.each([[{}], [{ segment: {} }], [{ segment: { property: 'a' } }], [{ segment: twice, nightly: true }]])(
    'are not %j',
    (args) => {
      expect(segmentArgs.safeParse(args).success).toBe(false);
    },
  );
});
