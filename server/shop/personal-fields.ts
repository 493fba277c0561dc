import type { ContactId } from '../lib/brand.ts';

/** Whom a redaction names, as far as they are known here: all of it is theirs. */
export interface ErasedPerson {
  readonly contacts: readonly ContactId[];
  /** Normalised. */
  readonly addresses: readonly string[];
  readonly customerIds: readonly string[];
  readonly phones: readonly string[];
  /** Everything they can be found by where no address is kept. */
  readonly digests: readonly string[];
  readonly orderIds: readonly string[];
  /** What is newer is somebody new. */
  readonly at: Date;
}

/** What makes a checkout or an order personal; what was bought stays, for it says nothing of anyone. */
export const personalFields = {
  'details.contact': 1,
  'details.address': 1,
  'details.phone': 1,
  'details.customerId': 1,
  'details.recoveryUrl': 1,
  'details.locale': 1,
  'details.countryCode': 1,
} as const;
