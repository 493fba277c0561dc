import type { ContactId, ShopId } from '../../lib/brand.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { ContactCount, ContactCountRequest } from './contact.contract.ts';

/** Whoever has no more is counted; of others so many are asked. */
const asked = 1000;

/** Of base64url in the order in which MongoDB sorts it. */
const digits = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const digitsRead = 6;

/** Where an id stands between the first and the last there could be, from 0 to 1. */
export const placeOfId = (id: string): number =>
  Array.from(id.slice(0, digitsRead), (letter) => Math.max(0, digits.indexOf(letter))).reduce(
    (place, digit, index) => place + digit / 64 ** (index + 1),
    0,
  );

/** Two digits are as much as a thousand people say. */
const rough = (count: number): number => Number(count.toPrecision(2));

/**
 * How many contacts a condition holds of. Ids are digests, so the first thousand are as good as drawn by lot, and how far
 * they reach among all possible ids says how many there are altogether: the answer takes as long for a million as for a
 * thousand.
 */
export const countContacts = async (
  { directory, segments, now }: ContactDeps,
  shop: ShopId,
  { where }: ContactCountRequest,
): Promise<ContactCount> => {
  const drawn = await directory.byId(shop, { limit: asked + 1 });
  const matching = async (among: readonly ContactId[]): Promise<number> =>
    (await segments.matching(shop, where, { now: now(), among })).size;
  if (drawn.length <= asked) return { count: await matching(drawn), of: drawn.length, exact: true };
  const reach = placeOfId(drawn.at(-1) ?? '');
  const count = await matching(drawn.slice(0, asked));
  return { count: rough(count / reach), of: rough(asked / reach), exact: false };
};
