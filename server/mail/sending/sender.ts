import type { Shop } from '../../shop/shop.ts';
import type { AccountOwner } from '../accounts/mail-account.ts';
import { provedAt } from './sending-domain.ts';
import type { SendingDomain } from './sending-domain.ts';

/** Under whose name a shop's mail leaves. */
export interface Sender {
  readonly name: string;
  readonly address: string;
  readonly replyTo?: string | undefined;
  /** So many a day at most: the address is the operator's, who answers for it. */
  readonly dailyLimit?: number | undefined;
}

/** What the operator lends to shops that have not proved a domain of their own. */
export interface SharedSending {
  readonly domain: string;
  readonly dailyLimit: number;
}

const localPart = ({ id }: Shop): string =>
  (id.split('.', 1)[0] ?? '').replaceAll(/[^a-z0-9-]/gi, '-').slice(0, 60) || 'shop';

export interface SenderFacts {
  readonly domain: Pick<SendingDomain, 'state' | 'address' | 'account'> | undefined;
  readonly shared: SharedSending | undefined;
  /** Through whose account the shop's mail leaves. */
  readonly owner: AccountOwner;
}

/**
 * A domain of the shop's own, proved at the account it sends through; else the operator's shared one, with the shop's name and its own address to answer
 * to; else, where the operator lends none or the account is the shop's own, the shop's own address as it is.
 */
export const senderOf = (shop: Shop, { domain, shared, owner }: SenderFacts): Sender => {
  const { name, address, replyTo } = shop.sender;
  if (domain?.state === 'verified' && provedAt(domain) === owner)
    return { name, address: domain.address, replyTo };
  if (shared === undefined || owner === 'own') return { name, address, replyTo };
  return {
    name,
    address: `${localPart(shop)}@${shared.domain}`,
    replyTo: replyTo ?? address,
    dailyLimit: shared.dailyLimit,
  };
};
