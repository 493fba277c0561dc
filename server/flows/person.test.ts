import { describe, expect, it } from '@jest/globals';
import { aContact, ada, anOrder, bob } from '../testing/flows/builders.ts';
import { personOf, placedBy, withContact } from './person.ts';

const stranger = { contact: bob, customerId: 'c-bob', address: 'bob@example.com', phone: '+49 40 7654321' };

describe('who placed an order', () => {
  it.each([
    ['the same contact', { ...stranger, contact: ada }, true],
    ['the same customer', { ...stranger, customerId: 'c-ada' }, true],
    ['the same address in other capitals', { ...stranger, address: ' Ada@Example.COM' }, true],
    ['the same phone written otherwise', { ...stranger, phone: '0049 (151) 123-45678' }, true],
    ['somebody else', stranger, false],
    ['nobody known', { contact: undefined, customerId: undefined, address: undefined }, false],
  ])('is %s', (_name, by, expected) => {
    const person = withContact(personOf(ada), aContact({ phone: '+49 151 12345678' }));

    expect(placedBy(anOrder(by), person)).toBe(expected);
  });

  it('takes no placeholder for a phone number', () => {
    const person = personOf(ada, { phone: '000-000' });

    expect(placedBy(anOrder({ ...stranger, phone: '000000' }), person)).toBe(false);
  });

  it('leaves out what is empty', () => {
    expect(personOf(ada, { address: '', customerId: '', phone: '' })).toEqual({
      contacts: [ada],
      customerIds: [],
      addresses: [],
      phones: [],
    });
  });

  it('knows a contact under the name it was merged into as well', () => {
    const person = withContact(personOf(ada), aContact({ id: bob, customerIds: ['c-1', 'c-2'] }));

    expect(person.contacts).toEqual([ada, bob]);
    expect(person.customerIds).toEqual(['c-1', 'c-2']);
  });
});
