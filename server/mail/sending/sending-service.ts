import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { AccountOwner } from '../accounts/mail-account.ts';
import type { ShopRepository } from '../../shop/shops.repository.ts';
import type { DomainService } from './domain-service.ts';
import type { SenderDays } from './sender-days.repository.ts';
import { senderOf } from './sender.ts';
import type { SharedSending } from './sender.ts';
import type { SendingView } from './sending.contract.ts';
import type { SendingDomain } from './sending-domain.ts';

export interface SendingService {
  /** Null for a shop that isn't there. */
  read(shop: ShopId): Promise<SendingView | null>;
  /** These throw `domains_unavailable` where mail doesn't leave through a provider that proves domains. */
  start(shop: ShopId, address: string): Promise<void>;
  check(shop: ShopId): Promise<void>;
  remove(shop: ShopId): Promise<void>;
}

export interface SendingDeps {
  readonly shops: Pick<ShopRepository, 'find'>;
  readonly days: Pick<SenderDays, 'used'>;
  readonly domains: DomainService | undefined;
  readonly shared: SharedSending | undefined;
  /** Through whose account the shop's mail leaves. */
  readonly ownerOf: (shop: ShopId) => Promise<AccountOwner>;
  readonly clock: Clock;
}

const viewOf = (domain: SendingDomain): NonNullable<SendingView['domain']> => ({
  address: domain.address,
  name: domain.name,
  state: domain.state,
  records: domain.records.map((record) => ({ ...record })),
  problem: domain.problem ?? null,
  checkedAt: domain.checkedAt?.toISOString() ?? null,
  nextCheckAt: domain.nextCheckAt?.toISOString() ?? null,
});

export const createSendingService = (deps: SendingDeps): SendingService => {
  const open = (): DomainService => {
    if (deps.domains === undefined) throw new EncoreError('domains_unavailable');
    return deps.domains;
  };
  return {
    read: async (shop) => {
      const found = await deps.shops.find(shop);
      if (found === undefined) return null;
      const domain = await deps.domains?.find(shop);
      const { shared } = deps;
      const owner = await deps.ownerOf(shop);
      const { name, address, replyTo, dailyLimit } = senderOf(found, { domain, shared, owner });
      return {
        from: { name, address },
        replyTo: replyTo ?? null,
        dailyLimit: dailyLimit ?? null,
        usedToday: await deps.days.used(shop, deps.clock.now().toISOString().slice(0, 10)),
        domain: domain === undefined ? null : viewOf(domain),
        canAuthenticate: (await deps.domains?.isPossible(shop)) ?? false,
      };
    },
    start: async (shop, address) => void (await open().start(shop, address)),
    check: async (shop) => void (await open().check(shop)),
    remove: (shop) => open().remove(shop),
  };
};
