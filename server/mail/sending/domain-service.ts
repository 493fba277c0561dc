import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { EncoreError, errorCodeOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import { afterCheck, provedAt } from './sending-domain.ts';
import type { DomainHome, SendingDomain } from './sending-domain.ts';
import type { SendingDomains } from './sending-domains.repository.ts';

export interface DomainService {
  find(shop: ShopId): Promise<SendingDomain | undefined>;
  /**
   * Begins to prove the domain of this address; the same again changes nothing, another one replaces it. Throws
   * `request_invalid` for what can't be anybody's own domain, `domains_unavailable`, `provider_call_failed`.
   */
  start(shop: ShopId, address: string): Promise<SendingDomain>;
  /** Whether this shop's mail leaves through an account at which a domain can be proved. */
  isPossible(shop: ShopId): Promise<boolean>;
  /** Looks now. Throws `not_found` without a domain, `domains_unavailable`, `provider_call_failed`. */
  check(shop: ShopId): Promise<SendingDomain>;
  remove(shop: ShopId): Promise<void>;
  /** The shop's mail leaves through another account now: there its domain is proved anew. Never throws for the provider. */
  rehouse(shop: ShopId): Promise<void>;
  /** Looks at all that are due; one that can't be looked at doesn't keep the others waiting. */
  checkDue(): Promise<void>;
}

export interface DomainServiceDeps {
  readonly domains: SendingDomains;
  readonly due: (now: Date) => Promise<readonly ShopId[]>;
  /** Undefined where nobody proves domains. */
  readonly homeOf: (shop: ShopId) => Promise<DomainHome | undefined>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Mailboxes that anybody can have: nobody proves these. */
const publicMailboxes = new Set(
  'gmail.com googlemail.com yahoo.com ymail.com outlook.com hotmail.com live.com msn.com icloud.com me.com aol.com gmx.de gmx.net web.de t-online.de proton.me protonmail.com mail.ru yandex.ru qq.com 163.com myshopify.com'.split(
    ' ',
  ),
);
const domainName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

const nameOf = (address: string): string => {
  const name = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  if (!domainName.test(name) || publicMailboxes.has(name))
    throw new EncoreError('request_invalid', {
      fields: { 'body.address': 'expected an address of a domain that is yours' },
    });
  return name;
};

const firstCheckMs = 60_000;
const retryMs = 15 * 60_000;

type Deps = DomainServiceDeps;

const held = async ({ domains }: Deps, shop: ShopId): Promise<SendingDomain> => {
  const domain = await domains.find(shop);
  if (domain === undefined) throw new EncoreError('not_found');
  return domain;
};

const store = async ({ domains }: Deps, domain: SendingDomain): Promise<SendingDomain> => {
  if (await domains.save(domain.shop, domain)) return domain;
  const taken: SendingDomain = { ...domain, state: 'pending', problem: 'Another shop uses this domain.' };
  await domains.save(domain.shop, taken);
  return taken;
};

const home = async (deps: Deps, shop: ShopId): Promise<DomainHome> => {
  const found = await deps.homeOf(shop);
  if (found === undefined) throw new EncoreError('domains_unavailable');
  return found;
};

type Begun = Pick<SendingDomain, 'shop' | 'address' | 'name'>;

const begin = async (deps: Deps, { owner, provider }: DomainHome, begun: Begun): Promise<SendingDomain> => {
  const { id, records } = await provider.create(begun.name);
  const now = deps.clock.now();
  return store(deps, {
    ...begun,
    providerId: id,
    account: owner,
    state: 'pending',
    records,
    startedAt: now,
    nextCheckAt: new Date(now.getTime() + firstCheckMs),
    checks: 0,
  });
};

/** One that was proved at another account, or that this one doesn't know (any more), begins anew here. */
const check = async (deps: Deps, shop: ShopId): Promise<SendingDomain> => {
  const domain = await held(deps, shop);
  const at = await home(deps, shop);
  const seen = at.owner === provedAt(domain) ? await at.provider.validate(domain.providerId) : undefined;
  const { address, name } = domain;
  return seen === undefined
    ? begin(deps, at, { shop, address, name })
    : store(deps, afterCheck(domain, seen, deps.clock.now()));
};

/** The provider may be away, or the account another; what it still holds then costs nothing. */
const forget = async (deps: Deps, domain: SendingDomain): Promise<void> => {
  const { providerId, shop } = domain;
  try {
    const at = await deps.homeOf(shop);
    if (at?.owner === provedAt(domain)) await at.provider.remove(providerId);
  } catch (error) {
    deps.logger.warn({ err: error, shop }, 'a domain stayed at the provider');
  }
};

const start = async (deps: Deps, shop: ShopId, address: string): Promise<SendingDomain> => {
  const name = nameOf(address);
  const before = await deps.domains.find(shop);
  if (before?.name === name) return store(deps, { ...before, address });
  const begun = await begin(deps, await home(deps, shop), { shop, address, name });
  if (before !== undefined) await forget(deps, before);
  return begun;
};

/** One that can't be looked at now is put off, so that it isn't asked for each minute. */
const checkOrPutOff = async (deps: Deps, shop: ShopId): Promise<void> => {
  const { domains, clock, logger } = deps;
  try {
    await check(deps, shop);
  } catch (error) {
    logger.warn({ err: error, shop, code: errorCodeOf(error) }, 'a domain could not be looked at');
    const domain = await domains.find(shop);
    if (domain === undefined) return;
    await domains.save(shop, { ...domain, nextCheckAt: new Date(clock.now().getTime() + retryMs) });
  }
};

export const createDomainService = (deps: Deps): DomainService => ({
  find: (shop) => deps.domains.find(shop),
  isPossible: async (shop) => (await deps.homeOf(shop)) !== undefined,
  check: (shop) => check(deps, shop),
  start: (shop, address) => start(deps, shop, address),
  remove: async (shop) => {
    const domain = await deps.domains.find(shop);
    if (domain === undefined) return;
    await deps.domains.remove(shop);
    await forget(deps, domain);
  },
  rehouse: async (shop) => {
    if ((await deps.domains.find(shop)) !== undefined) await checkOrPutOff(deps, shop);
  },
  checkDue: async () => {
    for (const shop of await deps.due(deps.clock.now())) await checkOrPutOff(deps, shop);
  },
});
