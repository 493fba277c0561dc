import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';

interface Domain {
  readonly id: number;
  readonly name: string;
}

/** A provider's domain authentication, and the DNS that it looks into. */
export interface DomainDouble {
  /** The merchant puts every record of this domain into their DNS, or some. */
  publish(name: string, hosts?: readonly string[]): void;
  /** They are gone again. */
  withdraw(name: string): void;
  /** Every answer is this status until told otherwise. */
  fail(status: number | undefined): void;
  /** Names that are registered now. */
  registered(): readonly string[];
  isAbout(url: string | undefined): boolean;
  answer(request: IncomingMessage, response: ServerResponse, body: string): void;
}

const path = '/v3/whitelabel/domains';
const creationSchema = z.object({
  domain: z.string(),
  automatic_security: z.literal(true),
  custom_spf: z.literal(false),
  default: z.literal(false),
});

const recordsOf = ({ id, name }: Domain) => ({
  mail_cname: { host: `em${id}.${name}`, type: 'cname', data: `u${id}.wl.sendgrid.net` },
  dkim1: { host: `s1._domainkey.${name}`, type: 'cname', data: `s1.domainkey.u${id}.wl.sendgrid.net` },
  dkim2: { host: `s2._domainkey.${name}`, type: 'cname', data: `s2.domainkey.u${id}.wl.sendgrid.net` },
});

const send = (response: ServerResponse, status: number, body?: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
};

/** `POST`, `GET`, `DELETE` of `/v3/whitelabel/domains[/:id]` and `POST …/:id/validate`, in SendGrid's shapes. */
export const createDomainDouble = (): DomainDouble => {
  const domains = new Map<number, Domain>();
  const published = new Set<string>();
  let failing: number | undefined;
  let created = 0;

  const hostsOf = (name: string): readonly string[] =>
    [...domains.values()]
      .filter((domain) => domain.name === name)
      .flatMap((domain) => Object.values(recordsOf(domain)).map(({ host }) => host));
  const checked = (domain: Domain) =>
    Object.entries(recordsOf(domain)).map(
      ([key, record]) => [key, { ...record, valid: published.has(record.host) }] as const,
    );
  const view = (domain: Domain): object => ({
    id: domain.id,
    domain: domain.name,
    valid: checked(domain).every(([, { valid }]) => valid),
    dns: Object.fromEntries(checked(domain)),
  });
  const validation = (domain: Domain): object => ({
    id: domain.id,
    valid: checked(domain).every(([, { valid }]) => valid),
    validation_results: Object.fromEntries(
      checked(domain).map(([key, { valid, host }]) => [
        key,
        { valid, reason: valid ? null : `Expected CNAME for "${host}" was not found.` },
      ]),
    ),
  });

  const create = (body: string): object => {
    const { domain } = creationSchema.parse(JSON.parse(body));
    created += 1;
    const made = { id: created, name: domain };
    domains.set(created, made);
    return view(made);
  };

  return {
    publish: (name, hosts = hostsOf(name)) => {
      for (const host of hosts) published.add(host);
    },
    withdraw: (name) => {
      for (const host of hostsOf(name)) published.delete(host);
    },
    fail: (status) => {
      failing = status;
    },
    registered: () => [...domains.values()].map(({ name }) => name),
    isAbout: (url) => url?.startsWith(path) === true,
    answer: ({ method, url = '' }, response, body) => {
      if (failing !== undefined) return send(response, failing, { errors: [{ message: 'ill' }] });
      if (method === 'POST' && url === path) return send(response, 201, create(body));
      const [, id = '', act] = /^\/v3\/whitelabel\/domains\/(\d+)(\/validate)?$/.exec(url) ?? [];
      const domain = domains.get(Number(id));
      if (domain === undefined) return send(response, 404, { errors: [{ message: 'not found' }] });
      if (method === 'DELETE') {
        domains.delete(domain.id);
        return send(response, 204);
      }
      return send(response, 200, act === undefined ? view(domain) : validation(domain));
    },
  };
};
