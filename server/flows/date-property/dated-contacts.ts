import type { ContactId, ShopId } from '../../lib/brand.ts';

export interface DatedContact {
  readonly contact: ContactId;
  /** As it was set. */
  readonly date: string;
}

/** Who has a date, for a nightly look. */
export interface DatedContacts {
  /** With a property whose text begins with a year and one of these days (`MM-DD`); in groups. */
  withDate(
    shop: ShopId,
    asked: { readonly property: string; readonly days: readonly string[] },
  ): AsyncIterable<readonly DatedContact[]>;
}
