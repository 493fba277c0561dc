import type { ShopId } from '../lib/brand.ts';
import type { JsonValue } from '../lib/json.ts';
import type { Gain } from './contact-identity.ts';
import type { PersonQuery } from './contact-resolution.ts';
import type { Contact } from './contact.ts';
import type { ContactRow } from './contacts.model.ts';
import type { PersonFacts } from './facts.ts';
import { addressDigest } from './person-digest.ts';

/** The address and what consents know it by change together. */
export const addressed = (
  shop: ShopId,
  address: string | undefined,
): Pick<ContactRow, 'address' | 'addressDigest'> =>
  address === undefined ? {} : { address, addressDigest: addressDigest(shop, address) };

/** What describes a person and identifies nobody. */
export const words = ({ firstName, lastName, phone, locale, countryCode }: PersonFacts): PersonFacts => ({
  firstName,
  lastName,
  phone,
  locale,
  countryCode,
});

export const said = (person: PersonFacts): boolean =>
  Object.values(words(person)).some((value) => value !== undefined);

/** Who is described by a fact, and since when, if it is the customer record itself that speaks. */
export const describing = ({ person, authoritative, at }: PersonQuery): Partial<ContactRow> => ({
  ...words(person),
  ...(authoritative && said(person) && { describedAt: at }),
});

/** The newest customer record holds; what others tell only fills in where none has spoken. */
export const mayDescribe = (at: Date | undefined): object =>
  at === undefined
    ? { describedAt: { $exists: false }, firstName: { $exists: false } }
    : { $or: [{ describedAt: { $exists: false } }, { describedAt: { $lte: at } }] };

type Expression = Readonly<Record<string, unknown>>;

const orEmpty = (field: string): Expression => ({ $ifNull: [`$${field}`, []] });

/** In the order in which they were heard, each once. */
const withAll = (field: string, values: readonly string[]): Expression => ({
  $concatArrays: [orEmpty(field), { $setDifference: [{ $literal: values }, orEmpty(field)] }],
});

/** An empty list would be in the partial index. */
const orAbsent = (list: Expression): Expression => ({
  $cond: [{ $eq: [{ $size: list }, 0] }, '$$REMOVE', list],
});

const ifAny = (field: string, values: readonly string[]): Expression =>
  values.length === 0 ? {} : { [field]: withAll(field, values) };

/** Whatever takes the place of the address is a former one no longer. */
const formerAddresses = ({ address, formerAddresses: gained }: Gain): Expression => {
  const all = withAll('formerAddresses', gained);
  const rest = { $filter: { input: all, cond: { $ne: ['$$this', { $literal: address ?? null }] } } };
  return { formerAddresses: orAbsent(rest) };
};

/** Names nobody has told stay as they are. */
const described = ({ described: told }: Gain): Expression => {
  if (told === undefined) return {};
  const fields: Record<string, unknown> = { describedAt: told.describedAt ?? '$$REMOVE' };
  for (const [field, value] of Object.entries<string | undefined>({ ...words(told) }))
    if (value !== undefined) fields[field] = { $literal: value };
  return fields;
};

/** For `$set` in a pipeline update: nothing another writer has added meanwhile is lost. */
export const gaining = (shop: ShopId, gain: Gain): Expression => ({
  ...addressed(shop, gain.address),
  ...(gain.address === undefined
    ? {}
    : { addressIsFormer: gain.addressIsFormer === true ? true : '$$REMOVE' }),
  ...ifAny('customerIds', gain.customerIds),
  ...ifAny('formerCustomerIds', gain.formerCustomerIds),
  ...formerAddresses(gain),
  ...described(gain),
});

/** What a flow has set for either of them holds for the one that is left; its own wins. */
const gainedProperties = (
  { properties: theirs = {} }: ContactRow,
  { properties = {} }: Contact,
): readonly [string, JsonValue][] =>
  Object.entries(theirs).filter(([name]) => !Object.hasOwn(properties, name));

/** What of a contact that is no more holds for the one that is left, besides what identifies them. */
export const gainedBesides = (before: ContactRow | null, winner: Contact): Expression => {
  if (before === null) return {};
  const { cap = [] } = before;
  const fields: Record<string, unknown> =
    cap.length === 0 ? {} : { cap: { $concatArrays: [orEmpty('cap'), { $literal: cap }] } };
  for (const [name, value] of gainedProperties(before, winner))
    fields[`properties.${name}`] = { $literal: value };
  return fields;
};
