import type { ReactElement } from 'react';
import type { ContactTotals } from '../../../../server/insights/contacts/contact.contract.ts';
import { useFormat } from '../../format/use-format.ts';

/** One sum a currency; nothing bought is a dash, not a zero in a currency nobody named. */
export const SpentWords = ({ spent }: Pick<ContactTotals, 'spent'>): ReactElement => {
  const format = useFormat();
  return <>{spent.map(({ amount, currency }) => format.money(amount, currency)).join(' + ') || '–'}</>;
};
