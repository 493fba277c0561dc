import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../lib/clock.ts';
import type { ManualClock } from '../../lib/clock.ts';
import { silentLogger } from '../../lib/logger.ts';
import { aShop, lumen, noon } from '../../testing/mail/mail-builders.ts';
import { startProviderDouble } from '../../testing/mail/provider-double.ts';
import type { ProviderDouble } from '../../testing/mail/provider-double.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { umbra } from '../../testing/shop/build-delivery.ts';
import { createDomainService } from './domain-service.ts';
import type { DomainService } from './domain-service.ts';
import { createDueDomains } from './due-domains.system.repository.ts';
import { senderOf } from './sender.ts';
import { createSenderDays } from './sender-days.repository.ts';
import { createSendgridDomains } from './sendgrid-domains.ts';
import { createSendingDomains } from './sending-domains.repository.ts';
import { createSendingService } from './sending-service.ts';

let database: TestDatabase;
let provider: ProviderDouble;
let clock: ManualClock;
let service: DomainService;
beforeAll(async () => {
  database = await testDatabase('sending domains');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  provider = await startProviderDouble();
  clock = createManualClock(noon);
  const domains = createSendingDomains(database.connection);
  await domains.ensureIndexes();
  service = createDomainService({
    domains,
    due: createDueDomains(database.connection),
    provider: createSendgridDomains({ apiKey: 'SG.test', baseUrl: provider.baseUrl, timeoutMs: 2000 }),
    clock,
    logger: silentLogger,
  });
});
afterEach(() => provider.close());

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

describe('the sender of a shop', () => {
  const shop = aShop({ sender: { name: 'Lumen & Oak', address: 'owner@gmail.com' } });
  const shared = { domain: 'mail.encore.example', dailyLimit: 200 };

  it('is the operator’s address until the domain is proved, answered to the shop’s own', () => {
    expect(senderOf(shop, { state: 'pending', address: hello }, shared)).toEqual({
      name: 'Lumen & Oak',
      address: 'lumen@mail.encore.example',
      replyTo: 'owner@gmail.com',
      dailyLimit: 200,
    });
  });

  it('is its own address once it is proved, without a limit', () => {
    expect(senderOf(shop, { state: 'verified', address: hello }, shared)).toEqual({
      name: 'Lumen & Oak',
      address: hello,
      replyTo: undefined,
    });
  });

  it('is what it was where the operator lends nothing', () => {
    expect(senderOf(shop, undefined, undefined)).toMatchObject({ address: 'owner@gmail.com' });
  });

  it('is told with how much of the day’s limit is used', async () => {
    const days = createSenderDays(database.connection);
    const sending = createSendingService({
      shops: { find: async () => shop },
      days,
      domains: service,
      shared,
      clock,
    });
    await sending.start(lumen, hello);

    const before = await sending.read(lumen);
    provider.domains.publish(name);
    await sending.check(lumen);

    expect(before).toMatchObject({
      from: { address: 'lumen@mail.encore.example' },
      replyTo: 'owner@gmail.com',
      dailyLimit: 200,
      usedToday: 0,
      canAuthenticate: true,
      domain: { state: 'pending', problem: null },
    });
    expect(await sending.read(lumen)).toMatchObject({ from: { address: hello }, dailyLimit: null });
  });

  it('can’t be proved where mail doesn’t leave through such a provider', async () => {
    const deps = { shops: { find: async () => shop }, days: createSenderDays(database.connection), clock };
    const sending = createSendingService({ ...deps, domains: undefined, shared: undefined });

    await expect(sending.start(lumen, hello)).rejects.toMatchObject({ code: 'domains_unavailable' });
    expect(await sending.read(lumen)).toMatchObject({ canAuthenticate: false, domain: null });
  });
});
