import type { OrderTotals } from './contact-directory.repository.ts';
import type { ContactTotals } from './contact.contract.ts';

/** Zero orders where nothing was ever bought. */
export const totalsView = (totals: OrderTotals | undefined): ContactTotals => ({
  orders: totals?.orders ?? 0,
  spent: [...(totals?.spent ?? [])],
  lastOrderAt: totals?.lastOrderAt.toISOString() ?? null,
});
