import { asMailAccountId } from '../../lib/brand.ts';
import type { MailAccountId, ShopId } from '../../lib/brand.ts';
import type { Transport } from '../transport.ts';

/** Through which account of which provider a shop's mail leaves: what a provider limits, it limits by account. */
export interface MailAccount {
  readonly id: MailAccountId;
  readonly transport: Transport;
}

/** Whose account it is. */
export type AccountOwner = 'operator' | 'own';

/** Where the operator's one key, or one SMTP login, sends for every shop without an account of its own. */
export const operatorAccountId = asMailAccountId('operator');

/** A new key begins anew: what was told of the one before says nothing about it. */
export const ownAccountId = (shop: ShopId, keyId: string): MailAccountId =>
  asMailAccountId(`${shop} ${keyId}`);

/** Asked once for each claim; what it doesn't name leaves through the operator's. */
export interface MailAccountPort {
  of(shops: readonly ShopId[]): Promise<ReadonlyMap<ShopId, MailAccount>>;
}
