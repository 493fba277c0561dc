import type { Connection, mongo } from 'mongoose';
import { rowsOf, where } from '../../shop/rows.model.ts';
import type { Redemption } from './offer.ts';

/**
 * `making`: asked for at the platform · `free`: nobody's yet · `given`: in somebody's hands · `spare`: made for one person
 * and given back · `ending`: no good any more, still there at the platform · `gone`: not there, and never used again.
 */
export type CodeState = 'making' | 'free' | 'given' | 'spare' | 'ending' | 'gone';

export interface CodeRow {
  _id: string;
  shop: string;
  offer: string;
  generation: number;
  code: string;
  state: CodeState;
  /** The platform's own id of it. */
  ref?: string | undefined;
  /** Made for one person alone. */
  personal?: boolean | undefined;
  /** Every mail that shows it; never empty, for a unique index takes empty lists for one and the same. */
  messages?: string[] | undefined;
  contact?: string | undefined;
  flow?: string | undefined;
  givenAt?: Date | undefined;
  expiresAt?: Date | undefined;
  /** The one live code of this person. */
  solo?: boolean | undefined;
  /** Nobody has looked yet whether its mails have left. */
  open?: boolean | undefined;
  redemptions?: Redemption[] | undefined;
}

export const codeRows = (connection: Connection): mongo.Collection<CodeRow> =>
  rowsOf<CodeRow>(connection, 'offer_codes');

export const codeIndexes: readonly mongo.IndexDescription[] = [
  { key: { shop: 1, offer: 1, generation: 1, state: 1, _id: 1 } },
  // A message holds one code, a code is one message's: whoever comes second finds out here.
  { key: { shop: 1, messages: 1 }, unique: true, ...where('messages') },
  { key: { shop: 1, contact: 1 }, unique: true, partialFilterExpression: { solo: true } },
  { key: { shop: 1, contact: 1, givenAt: 1 }, ...where('contact') },
  { key: { shop: 1, expiresAt: 1 }, ...where('expiresAt') },
  { key: { shop: 1, givenAt: 1 }, partialFilterExpression: { open: true } },
];

export const codeId = (shop: string, code: string): string => `${shop}/${code}`;
