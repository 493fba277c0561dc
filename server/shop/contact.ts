import type { ContactId, ShopId } from '../lib/brand.ts';
import type { JsonObject } from '../lib/json.ts';

/** A person with an email in one shop. Unique by normalised address and by customer id. */
export interface Contact {
  readonly id: ContactId;
  readonly shop: ShopId;
  /** Trimmed and lower-cased; absent after redaction. */
  readonly address?: string | undefined;
  /** The platform's customer ids that are this person, as strings. */
  readonly customerIds: readonly string[];
  /** Those of `customerIds` that the platform has merged into another. */
  readonly formerCustomerIds?: readonly string[] | undefined;
  /** Normalised: what customers merged into this one went by. They lead here still. */
  readonly formerAddresses?: readonly string[] | undefined;
  /** Only a former customer has told the address: one the present customer tells takes its place. */
  readonly addressIsFormer?: boolean | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly phone?: string | undefined;
  readonly locale?: string | undefined;
  readonly countryCode?: string | undefined;
  /** The time of the customer record that the names are from; absent where only checkouts and orders have told them. */
  readonly describedAt?: Date | undefined;
  /** What flows have set: letters, digits, `-` and `_` in its names, nothing nested in its values. */
  readonly properties?: JsonObject | undefined;
  readonly redactedAt?: Date | undefined;
  readonly createdAt: Date;
}

export type ConsentState = 'subscribed' | 'unsubscribed' | 'pending';

/** The newest statement the person made, by its own time; no statement at all means `none`. */
export interface Consent {
  readonly shop: ShopId;
  /** Digest of the normalised address: survives redaction. */
  readonly addressDigest: string;
  readonly state: ConsentState;
  readonly source: string;
  /** When the person said so (shop time), not when we heard it. */
  readonly statedAt: Date;
  readonly textVersion?: string | undefined;
  readonly ip?: string | undefined;
}

export const suppressionReasons = ['hard_bounce', 'soft_bounces', 'complaint', 'manual'] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** We may not mail this address; only the merchant lifts it. */
export interface Suppression {
  readonly shop: ShopId;
  readonly addressDigest: string;
  readonly reason: SuppressionReason;
  readonly at: Date;
}
