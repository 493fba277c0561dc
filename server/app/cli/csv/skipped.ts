/** Why a row, or an order, was left out; each counted in rows of the file. The rules stand in docs/learning.md. */
export type SkipRule =
  | 'after_as_of'
  | 'cancelled'
  | 'date_in_future'
  | 'date_unreadable'
  | 'duplicate_order'
  | 'guest_without_contact'
  | 'no_product'
  | 'not_paid'
  | 'quantity_not_positive'
  | 'quantity_unreadable'
  | 'refunded'
  | 'reseller'
  | 'row_broken'
  | 'test_order';

export interface Skipped {
  readonly counts: Readonly<Partial<Record<SkipRule, number>>>;
  add(rule: SkipRule, rows?: number): void;
}

export const createSkipped = (): Skipped => {
  const counts: Partial<Record<SkipRule, number>> = {};
  return {
    counts,
    add: (rule, rows = 1) => {
      if (rows > 0) counts[rule] = (counts[rule] ?? 0) + rows;
    },
  };
};
