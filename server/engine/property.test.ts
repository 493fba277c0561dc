import { expect, it } from '@jest/globals';
import { readProperty } from './property.ts';

const contact = { country: 'DE', address: { city: 'Ulm', tags: ['a'] }, nothing: null };

it.each([
  ['country', 'DE'],
  ['address.city', 'Ulm'],
  ['address.tags', ['a']],
  ['nothing', null],
])('reads %s', (path, expected) => {
  expect(readProperty(contact, path)).toEqual(expected);
});

it.each(['missing', 'country.length', 'address.tags.0', 'nothing.more', 'constructor', '__proto__.polluted'])(
  'finds nothing at %s',
  (path) => {
    expect(readProperty(contact, path)).toBeUndefined();
  },
);

it('finds nothing where there is no source at all', () => {
  expect(readProperty(undefined, 'country')).toBeUndefined();
});
