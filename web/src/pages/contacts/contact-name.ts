import type { ContactRowView } from '../../../../server/insights/contacts/contact.contract.ts';

type Known = Pick<ContactRowView, 'name' | 'address' | 'emailStatus'>;

/** Who it is, as well as the shop knows them; else a key of words. */
export const contactName = ({ name, address, emailStatus }: Known, t: (key: string) => string): string =>
  name ?? address ?? t(emailStatus === 'erased' ? 'contacts.erased' : 'contacts.nobody');
