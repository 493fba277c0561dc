import { isEmailAddress } from '../email-address.ts';
import type { Clause } from './clause.ts';

export const addressValid: Clause = {
  key: 'address-valid',
  ask: ({ recipient }) =>
    // A redacted person has no address any more; the next clause says so.
    recipient.redacted || isEmailAddress(recipient.address ?? '')
      ? { pass: true }
      : { pass: false, reason: 'address_invalid' },
};
