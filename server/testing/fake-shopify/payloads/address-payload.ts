import type { FarCustomer } from '../far-side-store.ts';

const countries: Readonly<Record<string, string>> = {
  DE: 'Germany',
  AT: 'Austria',
  FR: 'France',
  NL: 'Netherlands',
  IE: 'Ireland',
};

export const countryName = (code: string): string => countries[code] ?? code;

type Named = Pick<FarCustomer, 'firstName' | 'lastName' | 'city' | 'zip' | 'countryCode'>;

export const addressPayload = (person: Named): object => ({
  first_name: person.firstName,
  address1: '4 Orchard Lane',
  phone: null,
  city: person.city,
  zip: person.zip,
  province: null,
  country: countryName(person.countryCode),
  last_name: person.lastName,
  address2: null,
  company: null,
  latitude: null,
  longitude: null,
  name: `${person.firstName} ${person.lastName}`,
  country_code: person.countryCode,
  province_code: null,
});
