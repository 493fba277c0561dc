import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../lib/clock.ts';
import type { ManualClock } from '../../lib/clock.ts';
import { silentLogger } from '../../lib/logger.ts';
import { lumen, noon } from '../../testing/mail/mail-builders.ts';
import { startProviderDouble } from '../../testing/mail/provider-double.ts';
import type { ProviderDouble } from '../../testing/mail/provider-double.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { umbra } from '../../testing/shop/build-delivery.ts';
import { createDomainService } from './domain-service.ts';
import type { DomainService } from './domain-service.ts';
import { createDueDomains } from './due-domains.system.repository.ts';
import { createSendgridDomains } from './sendgrid-domains.ts';
import { createSendingDomains } from './sending-domains.repository.ts';

let database: TestDatabase;
let provider: ProviderDouble;
let clock: ManualClock;
let service: DomainService;
/** Umbra's, while it sends through an account of its own. */
let other: ProviderDouble | undefined;
let isSending: boolean;
beforeAll(async () => {
  database = await testDatabase('sending domains');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  provider = await startProviderDouble();
  [other, isSending] = [undefined, true];
  clock = createManualClock(noon);
  const domains = createSendingDomains(database.connection);
  await domains.ensureIndexes();
  service = createDomainService({
    domains,
    due: createDueDomains(database.connection),
    homeOf: async (shop) => {
      const own = shop === umbra ? other : undefined;
      if (!isSending) return undefined;
      const { baseUrl } = own ?? provider;
      return {
        owner: own === undefined ? 'operator' : 'own',
        provider: createSendgridDomains({ apiKey: 'SG.test', baseUrl, timeoutMs: 2000 }),
      };
    },
    clock,
    logger: silentLogger,
  });
});
afterEach(async () => {
  await provider.close();
  await other?.close();
});

const name = 'lumen.example';
const hello = `hello@${name}`;
const minutes = (count: number) => clock.advance(count * 60_000);
const stateOf = async (shop = lumen) => (await service.find(shop))?.state;

describe('proving a domain', () => {
  it('begins with the records that the merchant adds to their DNS', async () => {
    const domain = await service.start(lumen, hello);

    expect(domain).toMatchObject({ name, state: 'pending', checks: 0 });
    expect(domain.records).toEqual([
      { host: 'em1.lumen.example', type: 'CNAME', value: 'u1.wl.sendgrid.net', valid: false },
      {
        host: 's1._domainkey.lumen.example',
        type: 'CNAME',
        value: 's1.domainkey.u1.wl.sendgrid.net',
        valid: false,
      },
      {
        host: 's2._domainkey.lumen.example',
        type: 'CNAME',
        value: 's2.domainkey.u1.wl.sendgrid.net',
        valid: false,
      },
    ]);
  });

  it('says which record is missing, and is done when all are there', async () => {
    await service.start(lumen, hello);
    provider.domains.publish(name, ['em1.lumen.example']);
    const half = await service.check(lumen);
    provider.domains.publish(name);
    const whole = await service.check(lumen);

    expect(half).toMatchObject({ state: 'pending', checkedAt: noon });
    expect(half.problem).toContain('s1._domainkey.lumen.example');
    expect(half.records.map(({ valid }) => valid)).toEqual([true, false, false]);
    expect(whole).toMatchObject({ state: 'verified', problem: undefined });
  });

  it('goes on by itself: soon at first, then each hour', async () => {
    await service.start(lumen, hello);
    const waits: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      const at = (await service.find(lumen))?.nextCheckAt?.getTime() ?? 0;
      waits.push((at - clock.now().getTime()) / 60_000);
      minutes(waits.at(-1) ?? 0);
      await service.checkDue();
    }

    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(await stateOf()).toBe('pending');
  });

  it('looks at nobody before their time', async () => {
    await service.start(lumen, hello);
    provider.domains.publish(name);
    await service.checkDue();

    expect(await stateOf()).toBe('pending');
  });

  it('is given up after a week, and goes on when somebody asks', async () => {
    await service.start(lumen, hello);
    minutes(8 * 24 * 60);
    await service.checkDue();
    const given = await service.find(lumen);
    provider.domains.publish(name);
    await service.checkDue();
    const left = await stateOf();
    await service.check(lumen);

    expect(given).toMatchObject({ state: 'failed' });
    expect(given?.nextCheckAt).toBeUndefined();
    expect([left, await stateOf()]).toEqual(['failed', 'verified']);
  });

  it('notices when the records of a proved domain are gone', async () => {
    await service.start(lumen, hello);
    provider.domains.publish(name);
    await service.check(lumen);
    minutes(40 * 24 * 60);
    provider.domains.withdraw(name);
    await service.checkDue();

    expect(await stateOf()).toBe('pending');
  });

  it('outlives a provider that is ill', async () => {
    await service.start(lumen, hello);
    provider.domains.publish(name);
    provider.domains.fail(503);
    minutes(2);
    await service.checkDue();
    const during = await service.find(lumen);
    await expect(service.check(lumen)).rejects.toMatchObject({ code: 'provider_call_failed' });
    provider.domains.fail(undefined);
    minutes(15);
    await service.checkDue();

    expect(during).toMatchObject({ state: 'pending', nextCheckAt: new Date(noon.getTime() + 17 * 60_000) });
    expect(await stateOf()).toBe('verified');
  });

  it('changes nothing when it begins again, and replaces another domain', async () => {
    await service.start(lumen, hello);
    await service.start(lumen, 'care@LUMEN.example');
    const same = provider.domains.registered();
    await service.start(lumen, 'hello@lumen.shop');

    expect(same).toEqual([name]);
    expect(provider.domains.registered()).toEqual(['lumen.shop']);
    expect(await service.find(lumen)).toMatchObject({ name: 'lumen.shop', address: 'hello@lumen.shop' });
  });

  it('forgets it here and there', async () => {
    await service.start(lumen, hello);
    await service.remove(lumen);
    await service.remove(lumen);

    expect([await service.find(lumen), provider.domains.registered()]).toEqual([undefined, []]);
    await expect(service.check(lumen)).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each([
    'me@gmail.com',
    'me@localhost',
    'me@127.0.0.1',
    'me@shop.myshopify.com.',
    'me@myshopify.com',
    'me@-x.example',
  ])('refuses what is nobody’s own: %s', async (address) => {
    await expect(service.start(lumen, address)).rejects.toMatchObject({ code: 'request_invalid' });
    expect(provider.domains.registered()).toEqual([]);
  });

  it('is the first’s who proves it; naming it keeps nobody else from it', async () => {
    await service.start(umbra, hello);
    await service.start(lumen, hello);
    provider.domains.publish(name);
    const first = await service.check(lumen);
    const second = await service.check(umbra);

    expect([first.state, second.state]).toEqual(['verified', 'pending']);
    expect(second.problem).toBe('Another shop uses this domain.');
  });
});

describe('a domain whose shop goes over to another account', () => {
  const provedAtOperator = async (): Promise<void> => {
    await service.start(umbra, hello);
    provider.domains.publish(name);
    await service.check(umbra);
  };

  it('is proved anew there, by records of that account', async () => {
    await provedAtOperator();
    other = await startProviderDouble();
    await service.rehouse(umbra);
    const moved = await service.find(umbra);
    other.domains.publish(name);
    const proved = await service.check(umbra);

    expect(moved).toMatchObject({ state: 'pending', account: 'own', name, address: hello });
    expect(other.domains.registered()).toEqual([name]);
    expect(proved).toMatchObject({ state: 'verified', account: 'own' });
  });

  it('and back again', async () => {
    await provedAtOperator();
    other = await startProviderDouble();
    await service.rehouse(umbra);
    await other.close();
    other = undefined;
    await service.rehouse(umbra);

    expect(await service.find(umbra)).toMatchObject({ state: 'pending', account: 'operator' });
  });

  it('stays proved under another key of the same account, and begins anew where the account knows no such domain', async () => {
    other = await startProviderDouble();
    await service.start(umbra, hello);
    other.domains.publish(name);
    await service.check(umbra);
    await service.rehouse(umbra);
    const same = await stateOf(umbra);
    await other.close();
    other = await startProviderDouble();
    await service.rehouse(umbra);

    expect(same).toBe('verified');
    expect(await service.find(umbra)).toMatchObject({ state: 'pending', account: 'own' });
    expect(other.domains.registered()).toEqual([name]);
  });

  it('waits for a provider that is ill', async () => {
    await provedAtOperator();
    other = await startProviderDouble();
    other.domains.fail(503);
    await service.rehouse(umbra);
    other.domains.fail(undefined);
    minutes(15);
    await service.checkDue();

    expect(await service.find(umbra)).toMatchObject({ account: 'own', state: 'pending' });
  });

  it('can be proved nowhere while the shop sends through nobody who proves domains', async () => {
    isSending = false;

    await expect(service.start(lumen, hello)).rejects.toMatchObject({ code: 'domains_unavailable' });
    expect(await service.isPossible(lumen)).toBe(false);
    await service.rehouse(lumen);
    expect(await service.find(lumen)).toBeUndefined();
  });
});
