import { describe, expect, it } from '@jest/globals';
import { toCondition, toPredicate } from './condition.ts';

describe('a condition in one row', () => {
  it.each([
    { property: 'isCustomer', is: 'equals', value: true },
    { property: 'countryCode', is: 'not-equals', value: 'DE' },
    { property: 'consent', is: 'equals', value: 'subscribed' },
  ] as const)('is the same after it was read and written: %j', (predicate) => {
    const condition = toCondition(predicate);

    expect(condition && toPredicate(condition)).toEqual(predicate);
  });

  it.each([
    { all: [{ property: 'isCustomer', is: 'equals', value: true }] },
    { property: 'properties.size', is: 'equals', value: 'M' },
    { property: 'countryCode', is: 'is-set' },
    { property: 'countryCode', is: 'equals', value: 7 },
    { event: 'order.placed', atLeast: 2 },
    null,
    'DE',
  ])('can not say %j', (predicate) => {
    expect(toCondition(predicate)).toBeUndefined();
  });
});
