import type { FarCustomer, FarMarketingState } from '../../../../testing/fake-shopify/far-side-store.ts';
import type { Random } from './random.ts';

const firstNames = [
  'Ada',
  'Anna',
  'Amir',
  'Ben',
  'Bruno',
  'Clara',
  'Chiara',
  'David',
  'Dina',
  'Elif',
  'Emil',
  'Eva',
  'Felix',
  'Fatima',
  'Greta',
  'Hanna',
  'Hugo',
  'Ida',
  'Ivan',
  'Jana',
  'Jonas',
  'Julia',
  'Karim',
  'Kaya',
  'Lena',
  'Leo',
  'Lotte',
  'Luis',
  'Maja',
  'Marie',
  'Mats',
  'Mila',
  'Nora',
  'Noah',
  'Ole',
  'Olga',
  'Paul',
  'Paula',
  'Quentin',
  'Rosa',
  'Ruben',
  'Sami',
  'Sofia',
  'Theo',
  'Tilda',
  'Uma',
  'Vera',
  'Willem',
  'Yara',
  'Zoe',
] as const;
const lastNames = [
  'Albrecht',
  'Aydin',
  'Bauer',
  'Becker',
  'Brandt',
  'Dubois',
  'Eriksen',
  'Fischer',
  'Fontaine',
  'Graf',
  'Haas',
  'Heller',
  'Ibrahim',
  'Jansen',
  'Keller',
  'Koch',
  'Krüger',
  'Lang',
  'Lindner',
  'Maier',
  'Moreau',
  'Nowak',
  'Okafor',
  'Petersen',
  'Quist',
  'Richter',
  'Rossi',
  'Sauer',
  'Schuster',
  'Sommer',
  'Tanaka',
  'Thalberg',
  'Ulrich',
  'Vogel',
  'Wagner',
  'Weiss',
  'Winter',
  'Yilmaz',
  'Ziegler',
  'Zimmer',
] as const;
const domains = ['example.com', 'example.org', 'example.net', 'mail.example'] as const;
type Place = readonly [city: string, zip: string, countryCode: string];
const places: readonly [Place, ...Place[]] = [
  ['Berlin', '10115', 'DE'],
  ['Hamburg', '20095', 'DE'],
  ['Leipzig', '04109', 'DE'],
  ['München', '80331', 'DE'],
  ['Wien', '1010', 'AT'],
  ['Lyon', '69001', 'FR'],
  ['Utrecht', '3511', 'NL'],
];

const plain = (name: string): string => name.toLowerCase().replaceAll('ü', 'ue');

const marketingState = (random: Random): FarMarketingState => {
  const draw = random.next();
  return draw < 0.82 ? 'subscribed' : draw < 0.93 ? 'not_subscribed' : 'unsubscribed';
};

/** Ids: every second one beyond 2^53. */
const customerId = (index: number): string =>
  `${index % 2 === 0 ? 603_851_970_716_000_000n + BigInt(index) : 6_940_000_000_000n + BigInt(index)}`;

/** A person of the demo's past; the number keeps addresses apart when names repeat. */
export const createPerson = (index: number, random: Random, createdAt: Date): FarCustomer => {
  const firstName = random.pick(firstNames);
  const lastName = random.pick(lastNames);
  const [city, zip, countryCode] = random.pick(places);
  const state = marketingState(random);
  const at = createdAt.toISOString();
  return {
    id: customerId(index),
    email: `${plain(firstName)}.${plain(lastName)}${index}@${random.pick(domains)}`,
    firstName,
    lastName,
    city,
    zip,
    countryCode,
    marketing: { state, updatedAt: state === 'not_subscribed' ? null : at },
    createdAt: at,
    updatedAt: at,
  };
};

/** A name and an address for a visitor who has not said who they are. */
export const createVisitor = (
  random: Random,
): { readonly firstName: string; readonly lastName: string; readonly email: string } => {
  const firstName = random.pick(firstNames);
  const lastName = random.pick(lastNames);
  return {
    firstName,
    lastName,
    email: `${plain(firstName)}.${plain(lastName)}.v${random.below(9000) + 1000}@example.com`,
  };
};
