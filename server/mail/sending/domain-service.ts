import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { EncoreError, errorCodeOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import { afterCheck } from './sending-domain.ts';
import type { DomainProvider, SendingDomain } from './sending-domain.ts';
import type { SendingDomains } from './sending-domains.repository.ts';

export interface DomainService {
  find(shop: ShopId): Promise<SendingDomain | undefined>;
  /**
   * Begins to prove the domain of this address; the same again changes nothing, another one replaces it. Throws
   * `request_invalid` for what can't be anybody's own domain, `provider_call_failed`.
   */
  start(shop: ShopId, address: string): Promise<SendingDomain>;
  /** Looks now. Throws `not_found` without a domain, `provider_call_failed`. */
  check(shop: ShopId): Promise<SendingDomain>;
  remove(shop: ShopId): Promise<void>;
  /** Looks at all that are due; one that can't be looked at doesn't keep the others waiting. */
  checkDue(): Promise<void>;
}

export interface DomainServiceDeps {
  readonly domains: SendingDomains;
  readonly due: (now: Date) => Promise<readonly ShopId[]>;
  readonly provider: DomainProvider;
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

const check = async (deps: Deps, shop: ShopId): Promise<SendingDomain> => {
  const domain = await held(deps, shop);
  return store(deps, afterCheck(domain, await deps.provider.validate(domain.providerId), deps.clock.now()));
};

/** The provider may be away; what it still holds then costs nothing. */
const forget = async ({ provider, logger }: Deps, { providerId, shop }: SendingDomain): Promise<void> => {
  await provider.remove(providerId).catch((error: unknown) => {
    logger.warn({ err: error, shop }, 'a domain stayed at the provider');
  });
};

const start = async (deps: Deps, shop: ShopId, address: string): Promise<SendingDomain> => {
  const name = nameOf(address);
  const before = await deps.domains.find(shop);
  if (before?.name === name) return store(deps, { ...before, address });
  const { id, records } = await deps.provider.create(name);
  if (before !== undefined) await forget(deps, before);
  const now = deps.clock.now();
  return store(deps, {
    shop,
    address,
    name,
    providerId: id,
    state: 'pending',
    records,
    startedAt: now,
    nextCheckAt: new Date(now.getTime() + firstCheckMs),
    checks: 0,
  });
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
  check: (shop) => check(deps, shop),
  start: (shop, address) => start(deps, shop, address),
  remove: async (shop) => {
    const domain = await deps.domains.find(shop);
    if (domain === undefined) return;
    await deps.domains.remove(shop);
    await forget(deps, domain);
  },
  checkDue: async () => {
    for (const shop of await deps.due(deps.clock.now())) await checkOrPutOff(deps, shop);
  },
});
