import { asShopId, asTurnId } from '../lib/brand.ts';
import type { ContactId, ShopId, TurnId } from '../lib/brand.ts';
import { bucketOf } from '../lib/digest.ts';

const parts = 8;

/** Everything one person is in falls to one turn, so one holder decides it, one after the other. */
export const turnOf = (shop: ShopId, contact: ContactId): TurnId =>
  asTurnId(`${shop}#${bucketOf(contact, parts)}`);

/** All the turns a shop has. */
export const turnsOf = (shop: ShopId): readonly TurnId[] =>
  Array.from({ length: parts }, (_none, part) => asTurnId(`${shop}#${part}`));

export const shopOfTurn = (turn: TurnId): ShopId => asShopId(turn.slice(0, turn.lastIndexOf('#')));
