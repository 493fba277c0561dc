import type { DnsPort } from './dns-port.ts';
import type { DeliverabilityFinding } from './deliverability.contract.ts';

type Found = Omit<DeliverabilityFinding, 'key'>;

const ok = (says: string): Found => ({ level: 'ok', says, todo: null });
const warn = (says: string, todo: string): Found => ({ level: 'warn', says, todo });
const fail = (says: string, todo: string): Found => ({ level: 'fail', says, todo });

/** `v=DMARC1; p=none; rua=…` → by name; names are in small letters. */
const tagsOf = (record: string): ReadonlyMap<string, string> =>
  new Map(
    record.split(';').flatMap((part) => {
      const [name = '', ...value] = part.split('=');
      return value.length === 0 ? [] : [[name.trim().toLowerCase(), value.join('=').trim()] as const];
    }),
  );

/** RFC 7208: exactly one record, and not one that lets everybody in. */
const spf = async (dns: DnsPort, domain: string): Promise<Found> => {
  const records = (await dns.txt(domain)).filter((text) => /^v=spf1(\s|$)/i.test(text));
  const [record, ...others] = records;
  if (record === undefined)
    return warn(
      `${domain} has no SPF record.`,
      'With DKIM it passes without, but add one that names your mail services.',
    );
  if (others.length > 0)
    return fail(`${domain} has ${records.length} SPF records: none of them counts.`, 'Make them one.');
  return /[+ ]all\b/i.test(record.replaceAll(/[-~?]all\b/gi, ''))
    ? fail(`The SPF record of ${domain} lets everybody send.`, 'End it with `~all` or `-all`.')
    : ok(`${domain} has one SPF record.`);
};

/** RFC 6376: a key that is there and not empty; an empty one is a key that was withdrawn. */
const dkim = async (dns: DnsPort, domain: string, selectors: readonly string[]): Promise<Found> => {
  const keys = await Promise.all(
    selectors.map(async (selector) => (await dns.txt(`${selector}._domainkey.${domain}`)).map(tagsOf)),
  );
  const good = selectors.filter((_selector, index) =>
    keys[index]?.some((tags) => (tags.get('p') ?? '') !== ''),
  );
  const missing = selectors.filter((selector) => !good.includes(selector));
  if (missing.length === 0) return ok(`The DKIM keys ${good.join(' and ')} of ${domain} are there.`);
  const todo = 'Add the records that are shown for your domain, then look again.';
  return good.length === 0
    ? fail(`${domain} has no DKIM key: Gmail and Yahoo refuse such mail.`, todo)
    : warn(`Of the DKIM keys of ${domain}, ${missing.join(' and ')} can’t be found.`, todo);
};

/** The domain itself, then those above it: RFC 7489 looks at the organisation’s where there is none. */
const above = (domain: string): readonly string[] => {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_label, index) => labels.slice(index).join('.'));
};

const dmarc = async (dns: DnsPort, domain: string): Promise<Found> => {
  for (const name of above(domain)) {
    const records = (await dns.txt(`_dmarc.${name}`)).filter((text) => /^v=DMARC1\b/i.test(text));
    const [record, ...others] = records;
    if (record === undefined) continue;
    const policy = tagsOf(record).get('p')?.toLowerCase();
    if (others.length > 0)
      return fail(`_dmarc.${name} has ${records.length} records: none of them counts.`, 'Make them one.');
    return policy === 'none' || policy === 'quarantine' || policy === 'reject'
      ? ok(`${name} has the DMARC policy ${policy}; mail signed for ${domain} is aligned with it.`)
      : fail(
          `The DMARC record of ${name} names no policy.`,
          'Give it `p=none`, `p=quarantine` or `p=reject`.',
        );
  }
  return fail(
    `${domain} has no DMARC record: Gmail and Yahoo ask for one.`,
    `Add the TXT record _dmarc.${domain} with the value v=DMARC1; p=none`,
  );
};

/** Nobody answered: that is no finding about the domain. */
const looked = async (
  key: DeliverabilityFinding['key'],
  look: Promise<Found>,
): Promise<DeliverabilityFinding> => {
  const found = await look.catch(() =>
    warn('DNS did not answer, so this could not be looked at.', 'Look again in a minute.'),
  );
  return { key, ...found };
};

/** What Gmail and Yahoo ask of a sender's domain (support.google.com/mail/answer/81126): SPF, DKIM, DMARC aligned with From. */
export const findingsOfDomain = (
  dns: DnsPort,
  { domain, selectors }: { readonly domain: string; readonly selectors: readonly string[] },
): Promise<readonly DeliverabilityFinding[]> =>
  Promise.all([
    looked('spf', spf(dns, domain)),
    looked('dkim', dkim(dns, domain, selectors)),
    looked('dmarc', dmarc(dns, domain)),
  ]);
