import type { ContactId } from '../lib/brand.ts';

/** Whom a redaction names, as far as it is known here. */
export interface ErasedPerson {
  readonly contacts: readonly ContactId[];
  readonly address?: string | undefined;
  readonly customerId?: string | undefined;
  readonly orderIds: readonly string[];
}

/** What makes a checkout or an order personal; what was bought stays, for it says nothing of anyone. */
export const personalFields = {
  'details.address': 1,
  'details.phone': 1,
  'details.customerId': 1,
  'details.recoveryUrl': 1,
} as const;
