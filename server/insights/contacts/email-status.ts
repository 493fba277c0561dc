import type { Consent, Contact, Suppression } from '../../shop/contact.ts';
import type { EmailStatus } from './contact.contract.ts';

/** What an address stands for: erasure over suppression over what the person said. */
export const emailStatusOf = (
  contact: Pick<Contact, 'redactedAt'>,
  consent: Pick<Consent, 'state'> | undefined,
  suppression: Suppression | undefined,
): EmailStatus => {
  if (contact.redactedAt !== undefined) return 'erased';
  if (suppression !== undefined) return 'suppressed';
  return consent?.state ?? 'none';
};
