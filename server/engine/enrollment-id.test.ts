import { expect, it } from '@jest/globals';
import { asContactId, asFlowId, asShopId } from '../lib/brand.ts';
import { anEntry } from '../testing/engine/enrollments.ts';
import { enrollmentIdOf } from './enrollment-id.ts';

it('is one for equal keys and another for every part of the key', () => {
  const keys = [
    anEntry(),
    anEntry({ shop: asShopId('other') }),
    anEntry({ flow: asFlowId('other') }),
    anEntry({ contact: asContactId('other') }),
    anEntry({ about: 'other' }),
    anEntry({ occurrence: 'other' }),
  ];

  const ids = keys.map(enrollmentIdOf);

  expect(new Set(ids).size).toBe(keys.length);
  expect(enrollmentIdOf(anEntry({ variables: { other: true }, version: 9 }))).toBe(ids[0]);
});

it('keeps neighbouring parts apart', () => {
  expect(enrollmentIdOf(anEntry({ about: 'ab', occurrence: 'c' }))).not.toBe(
    enrollmentIdOf(anEntry({ about: 'a', occurrence: 'bc' })),
  );
});
