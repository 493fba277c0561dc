import { describe, expect, it } from '@jest/globals';
import { aContact } from '../testing/flows/builders.ts';
import { zoneOfContact } from './contact-zone.ts';

describe('zoneOfContact', () => {
  it.each([
    ['FR', 'Europe/Paris'],
    ['JP', 'Asia/Tokyo'],
    ['DE', 'Europe/Berlin'],
  ])('knows the one clock of %s', (countryCode, zone) => {
    expect(zoneOfContact(aContact({ countryCode }))).toBe(zone);
  });

  it.each(['US', 'AU', 'ES', 'NZ', 'ZZ', '', 'de', 'Germany', '__'])(
    'does not guess for "%s"',
    (countryCode) => {
      expect(zoneOfContact(aContact({ countryCode }))).toBeUndefined();
    },
  );

  it('believes the property before the country, if there is such a zone', () => {
    const told = (timeZone: string | number) => aContact({ countryCode: 'FR', properties: { timeZone } });

    expect(zoneOfContact(told('America/New_York'))).toBe('America/New_York');
    expect(zoneOfContact(told('Middle/Earth'))).toBe('Europe/Paris');
    expect(zoneOfContact(told(1))).toBe('Europe/Paris');
  });

  it('knows nothing of nobody', () => {
    expect(zoneOfContact(undefined)).toBeUndefined();
    expect(zoneOfContact(aContact())).toBeUndefined();
  });
});
