import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asMessageId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import { startDnsDouble } from '../../testing/mail/dns-double.ts';
import type { DnsDouble } from '../../testing/mail/dns-double.ts';
import { lumen, noon } from '../../testing/mail/mail-builders.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { messageEvent } from '../events/message-event.ts';
import type { MessageEventType } from '../events/message-event.ts';
import { createMessageEvents } from '../events/message-events.repository.ts';
import type { SendingView } from '../sending/sending.contract.ts';
import { createLinks } from '../links/links.ts';
import { createDeliverability } from './deliverability.ts';
import type { DeliverabilityFinding } from './deliverability.contract.ts';
import { createDns } from './dns-port.ts';
import { findingsOfDomain } from './domain-findings.ts';
import { createLinkCheck } from './link-check.ts';
import { findingsOfRates } from './rate-findings.ts';

let dns: DnsDouble;
beforeEach(async () => {
  dns = await startDnsDouble();
});
afterEach(() => dns.close());

const domain = 'lumen.example';
const key = `v=DKIM1; k=rsa; p=${'MIGf'.repeat(90)}`;
const well = (): void => {
  dns.txt.set(domain, ['v=spf1 include:sendgrid.net ~all', 'google-site-verification=1']);
  for (const selector of ['s1', 's2']) dns.txt.set(`${selector}._domainkey.${domain}`, [key]);
  dns.txt.set(`_dmarc.${domain}`, ['v=DMARC1; p=none; rua=mailto:dmarc@lumen.example']);
};
const look = (name = domain): Promise<readonly DeliverabilityFinding[]> =>
  findingsOfDomain(createDns({ servers: [dns.server], timeoutMs: 200 }), {
    domain: name,
    selectors: ['s1', 's2'],
  });
const levels = async (name?: string) =>
  Object.fromEntries((await look(name)).map((finding) => [finding.key, finding.level]));

describe('a sender’s domain, asked of a real DNS server', () => {
  it('is well with one SPF record, both keys and a policy', async () => {
    well();

    expect(await levels()).toEqual({ spf: 'ok', dkim: 'ok', dmarc: 'ok' });
  });

  it('without anything is told what to add', async () => {
    const findings = await look();

    expect(findings.map(({ level }) => level)).toEqual(['warn', 'fail', 'fail']);
    expect(findings.at(-1)?.todo).toContain(`_dmarc.${domain} with the value v=DMARC1; p=none`);
  });

  it.each([
    [['v=spf1 ~all', 'v=spf1 -all'], 'fail'],
    [['v=spf1 +all'], 'fail'],
    [['v=spf1 all'], 'fail'],
    [['v=spf1 include:all.example -all'], 'ok'],
    [['v=spf10 -all'], 'warn'],
    [['V=SPF1 mx ?all'], 'ok'],
  ])('with the SPF records %j is %s', async (records, level) => {
    well();
    dns.txt.set(domain, records);

    expect((await levels())['spf']).toBe(level);
  });

  it.each([
    ['s2 missing', [[key], []], 'warn'],
    ['s1 withdrawn', [['v=DKIM1; p='], [key]], 'warn'],
    ['both withdrawn', [['p='], ['p= ']], 'fail'],
  ] as const)('with %s is no more than that', async (_what, keys, level) => {
    well();
    for (const [index, records] of keys.entries()) dns.txt.set(`s${index + 1}._domainkey.${domain}`, records);

    expect((await levels())['dkim']).toBe(level);
  });

  it.each([
    [['v=DMARC1; p=reject'], 'ok'],
    [['v=DMARC1'], 'fail'],
    [['v=DMARC1; p=maybe'], 'fail'],
    [['v=DMARC1; p=none', 'v=DMARC1; p=reject'], 'fail'],
    [['something else'], 'fail'],
  ])('with the DMARC records %j is %s', async (records, level) => {
    well();
    dns.txt.set(`_dmarc.${domain}`, records);

    expect((await levels())['dmarc']).toBe(level);
  });

  it('below an organisation that has a policy needs none of its own', async () => {
    well();

    expect((await levels(`mail.${domain}`))['dmarc']).toBe('ok');
  });

  it('is not judged while DNS does not answer', async () => {
    well();
    dns.silent = true;

    const findings = await look();

    expect(new Set(findings.map(({ says }) => says))).toEqual(
      new Set(['DNS did not answer, so this could not be looked at.']),
    );
    expect(new Set(findings.map(({ level }) => level))).toEqual(new Set(['warn']));
  });
});

describe('complaints and bounces', () => {
  it.each([
    [{ delivered: 10_000, complained: 9, bounced: 100 }, ['ok', 'ok']],
    [{ delivered: 10_000, complained: 10, bounced: 300 }, ['warn', 'warn']],
    [{ delivered: 10_000, complained: 30, bounced: 600 }, ['fail', 'fail']],
    [{ delivered: 50, complained: 1, bounced: 5 }, ['ok', 'ok']],
    [{ delivered: 0, complained: 0, bounced: 0 }, ['ok', 'ok']],
  ])('of %j are %j', (rates, expected) => {
    expect(findingsOfRates(rates).map(({ level }) => level)).toEqual(expected);
  });

  it('are said with their share', () => {
    const [complaints] = findingsOfRates({ delivered: 1000, complained: 3, bounced: 0 });

    expect(complaints?.says).toBe('Of 1000 mails in 30 days, 3 were reported as spam (0.30 %).');
  });
});

describe('a shop’s deliverability', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('deliverability');
  });
  afterAll(() => database.drop());

  const noMails = {
    liveMails: async () => [],
    links: createLinks({ baseUrl: 'https://mail.example', keys: [{ id: 'k', secret: 'test' }] }),
    check: createLinkCheck({ request: async () => ({ kind: 'unreachable', reason: 'timed_out' }) }),
  };
  const sending: SendingView = {
    from: { name: 'Lumen', address: `hello@${domain}` },
    replyTo: null,
    dailyLimit: null,
    usedToday: 0,
    domain: null,
    canAuthenticate: true,
  };

  it('is that of the address it sends from, and of its mails in thirty days', async () => {
    well();
    const events = createMessageEvents(database.connection);
    const told = (type: MessageEventType, mail: string, daysAgo: number) =>
      messageEvent({
        shop: lumen,
        message: asMessageId(mail),
        type,
        at: new Date(noon.getTime() - daysAgo * 86_400_000),
      });
    await events.record(lumen, [
      told('delivered', 'm1', 1),
      told('delivered', 'm1', 2),
      told('delivered', 'm2', 3),
      told('complained', 'm2', 2),
      told('bounced', 'm3', 40),
    ]);
    const read = createDeliverability({
      sending: { read: async () => sending },
      events,
      dns: createDns({ servers: [dns.server] }),
      clock: createManualClock(noon),
      ...noMails,
    });

    const found = await read(lumen);

    expect(found?.domain).toBe(domain);
    expect(found?.findings.map(({ key: one }) => one)).toEqual([
      'spf',
      'dkim',
      'dmarc',
      'complaints',
      'bounces',
      'alignment',
    ]);
    expect(found?.findings[3]?.says).toContain('Of 2 mails in 30 days, 1 were reported');
    expect(found?.findings[4]?.says).toContain('Of 2 mails in 30 days, 0 came back');
  });

  it('is nobody’s where there is no shop', async () => {
    const read = createDeliverability({
      sending: { read: async () => null },
      events: createMessageEvents(database.connection),
      dns: createDns({ servers: [dns.server] }),
      clock: createManualClock(noon),
      ...noMails,
    });

    expect(await read(lumen)).toBeNull();
  });
});
