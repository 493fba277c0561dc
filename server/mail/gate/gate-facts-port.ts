import type { ContactId, ShopId } from '../../lib/brand.ts';
import type { ConsentState, SuppressionReason } from '../../shop/contact.ts';
import type { MailChoices } from '../../shop/preferences.ts';
import type { Shop } from '../../shop/shop.ts';

/** What the gate and the letter need to know of a person; read when asked, never cached. */
export interface Recipient {
  readonly contact: ContactId;
  readonly address?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** BCP 47, as the platform tells it: which language to write in. */
  readonly locale?: string | undefined;
  readonly countryCode?: string | undefined;
  /** Of an order that stands; looked up only where the shop mails others than subscribers. */
  readonly lastOrderAt?: Date | undefined;
  readonly redacted: boolean;
  readonly consent: ConsentState | 'none';
  /** What they chose among the mails they agreed to; nothing chosen is everything. */
  readonly choices?: MailChoices | undefined;
  readonly suppressed?: SuppressionReason | undefined;
}

export interface GateFactsPort {
  shops(ids: readonly ShopId[]): Promise<ReadonlyMap<ShopId, Shop>>;
  recipients(shop: ShopId, contacts: readonly ContactId[]): Promise<ReadonlyMap<ContactId, Recipient>>;
}
