import { describe, expect, it } from '@jest/globals';
import { asContactId, asShopId, asTurnId } from '../lib/brand.ts';
import { shopOfTurn, turnOf } from './turn-id.ts';

describe('turn ids', () => {
  const shop = asShopId('lumen.example');

  it('puts a contact into the same one of eight parts whenever asked', () => {
    const contacts = Array.from({ length: 400 }, (_, n) => asContactId(`contact-${n}`));

    const turns = contacts.map((contact) => turnOf(shop, contact));

    expect(turns).toEqual(contacts.map((contact) => turnOf(shop, contact)));
    expect(new Set(turns)).toEqual(new Set(Array.from({ length: 8 }, (_, n) => `lumen.example#${n}`)));
  });

  it('gives the shop back, whatever characters it has', () => {
    expect(shopOfTurn(turnOf(shop, asContactId('c')))).toBe(shop);
    expect(shopOfTurn(asTurnId('odd#name#7'))).toBe('odd#name');
  });
});
