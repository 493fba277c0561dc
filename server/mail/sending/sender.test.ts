import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../lib/clock.ts';
import { silentLogger } from '../../lib/logger.ts';
import { aShop, lumen, noon } from '../../testing/mail/mail-builders.ts';
import { startProviderDouble } from '../../testing/mail/provider-double.ts';
import type { ProviderDouble } from '../../testing/mail/provider-double.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import type { AccountOwner } from '../accounts/mail-account.ts';
import { createDomainService } from './domain-service.ts';
import { createDueDomains } from './due-domains.system.repository.ts';
import { senderOf } from './sender.ts';
import type { SenderFacts } from './sender.ts';
import { createSenderDays } from './sender-days.repository.ts';
import { createSendgridDomains } from './sendgrid-domains.ts';
import { createSendingDomains } from './sending-domains.repository.ts';
import { createSendingService } from './sending-service.ts';
import type { SendingDeps } from './sending-service.ts';

const hello = 'hello@lumen.example';
const shop = aShop({ sender: { name: 'Lumen & Oak', address: 'owner@gmail.com' } });
const shared = { domain: 'mail.encore.example', dailyLimit: 200 };

describe('the sender of a shop', () => {
  const ofDomain = (domain: SenderFacts['domain'], owner: AccountOwner = 'operator') =>
    senderOf(shop, { domain, shared, owner });

  it('is the operator’s address until the domain is proved, answered to the shop’s own', () => {
    expect(ofDomain({ state: 'pending', address: hello })).toEqual({
      name: 'Lumen & Oak',
      address: 'lumen@mail.encore.example',
      replyTo: 'owner@gmail.com',
      dailyLimit: 200,
    });
  });

  it('is its own address once it is proved, without a limit', () => {
    expect(ofDomain({ state: 'verified', address: hello })).toEqual({
      name: 'Lumen & Oak',
      address: hello,
      replyTo: undefined,
    });
  });

  it('is what it was where the operator lends nothing', () => {
    const facts = { domain: undefined, shared: undefined, owner: 'operator' } as const;

    expect(senderOf(shop, facts)).toMatchObject({ address: 'owner@gmail.com' });
  });

  it('never is the operator’s domain at an account of the shop’s own', () => {
    expect(ofDomain(undefined, 'own')).toEqual({
      name: 'Lumen & Oak',
      address: 'owner@gmail.com',
      replyTo: undefined,
    });
  });

  it.each([
    ['operator', 'operator', hello],
    ['own', 'own', hello],
    ['operator', 'own', 'owner@gmail.com'],
    ['own', 'operator', 'lumen@mail.encore.example'],
  ] as const)(
    'with a domain proved at the account “%s” and sending through “%s” is %s',
    (account, owner, address) => {
      expect(ofDomain({ state: 'verified', address: hello, account }, owner).address).toBe(address);
    },
  );
});

describe('how a shop sends, as it is told', () => {
  let database: TestDatabase;
  let provider: ProviderDouble;
  let deps: SendingDeps;
  beforeAll(async () => {
    database = await testDatabase('sending');
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.connection.dropDatabase();
    provider = await startProviderDouble();
    const clock = createManualClock(noon);
    const domains = createSendingDomains(database.connection);
    await domains.ensureIndexes();
    deps = {
      shops: { find: async () => shop },
      days: createSenderDays(database.connection),
      domains: createDomainService({
        domains,
        due: createDueDomains(database.connection),
        homeOf: async () => ({
          owner: 'operator',
          provider: createSendgridDomains({ apiKey: 'SG.test', baseUrl: provider.baseUrl }),
        }),
        clock,
        logger: silentLogger,
      }),
      shared,
      ownerOf: async () => 'operator',
      clock,
    };
  });
  afterEach(() => provider.close());

  it('names how much of the day’s limit is used', async () => {
    const sending = createSendingService(deps);
    await sending.start(lumen, hello);

    const before = await sending.read(lumen);
    provider.domains.publish('lumen.example');
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

  it('proves nothing where mail doesn’t leave through such a provider', async () => {
    const sending = createSendingService({ ...deps, domains: undefined, shared: undefined });

    await expect(sending.start(lumen, hello)).rejects.toMatchObject({ code: 'domains_unavailable' });
    expect(await sending.read(lumen)).toMatchObject({ canAuthenticate: false, domain: null });
  });
});
