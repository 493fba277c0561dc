import type { Shop } from '../../shop/shop.ts';
import type { SendingDomain } from './sending-domain.ts';

/** Under whose name and by whose account a shop's mail leaves. */
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

/**
 * A proved domain of the shop's own; else the operator's shared one, with the shop's name and its own address to answer
 * to; else, where the operator lends none, the shop's own address as it is.
 */
export const senderOf = (
  shop: Shop,
  domain: Pick<SendingDomain, 'state' | 'address'> | undefined,
  shared: SharedSending | undefined,
): Sender => {
  const { name, address, replyTo } = shop.sender;
  if (domain?.state === 'verified') return { name, address: domain.address, replyTo };
  if (shared === undefined) return { name, address, replyTo };
  return {
    name,
    address: `${localPart(shop)}@${shared.domain}`,
    replyTo: replyTo ?? address,
    dailyLimit: shared.dailyLimit,
  };
};
