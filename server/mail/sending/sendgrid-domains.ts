import { z } from 'zod';
import { EncoreError } from '../../lib/errors.ts';
import type { DnsRecord, DomainProvider } from './sending-domain.ts';

export interface SendgridDomainsOptions {
  readonly apiKey: string;
  /** Another host than SendGrid's own: a test double, or the EU's. */
  readonly baseUrl?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

const recordSchema = z.object({
  valid: z.boolean(),
  type: z.string(),
  host: z.string(),
  data: z.string(),
});
/** `POST /v3/whitelabel/domains`, as SendGrid's API reference has it. */
const domainSchema = z.object({
  id: z.number(),
  valid: z.boolean(),
  dns: z.record(z.string(), recordSchema),
});
/** `POST /v3/whitelabel/domains/{id}/validate`. */
const validationSchema = z.object({
  valid: z.boolean(),
  validation_results: z.record(z.string(), z.object({ valid: z.boolean(), reason: z.string().nullish() })),
});

const recordsOf = (dns: z.infer<typeof domainSchema>['dns']): readonly DnsRecord[] =>
  Object.values(dns).map(({ host, type, data, valid }) => ({
    host,
    type: type.toUpperCase(),
    value: data,
    valid,
  }));

const longestReason = 200;

type Request = [method: string, path: string, body?: object];

const createCaller = ({
  apiKey,
  baseUrl = 'https://api.sendgrid.com/',
  timeoutMs = 10_000,
}: SendgridDomainsOptions) => {
  const base = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
  return async (...[method, path, body]: Request): Promise<{ status: number; json: unknown }> => {
    try {
      const response = await fetch(new URL(`v3/whitelabel/domains${path}`, base), {
        method,
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const json: unknown = response.ok && text !== '' ? JSON.parse(text) : undefined;
      return { status: response.status, json };
    } catch (cause) {
      throw new EncoreError('provider_call_failed', { cause });
    }
  };
};

const answered = (status: number, cause?: unknown): EncoreError =>
  new EncoreError('provider_call_failed', { message: `The mail service answered ${status}.`, cause });

const parsed = <Schema extends z.ZodType>(
  schema: Schema,
  status: number,
  json: unknown,
): z.output<Schema> => {
  const result = schema.safeParse(json);
  if (!result.success) throw answered(status, result.error);
  return result.data;
};

/** SendGrid's domain authentication: it keeps the keys and tells which records point to them. */
export const createSendgridDomains = (options: SendgridDomainsOptions): DomainProvider => {
  const call = createCaller(options);
  const ask = async <Schema extends z.ZodType>(
    schema: Schema,
    ...request: Request
  ): Promise<z.output<Schema>> => {
    const { status, json } = await call(...request);
    return parsed(schema, status, json);
  };
  return {
    create: async (name) => {
      const body = { domain: name, automatic_security: true, custom_spf: false, default: false };
      const { id, dns } = await ask(domainSchema, 'POST', '', body);
      return { id: String(id), records: recordsOf(dns) };
    },
    validate: async (id) => {
      const path = `/${encodeURIComponent(id)}`;
      const { status, json } = await call('POST', `${path}/validate`);
      if (status === 404) return undefined;
      const { valid, validation_results: results } = parsed(validationSchema, status, json);
      const { dns } = await ask(domainSchema, 'GET', path);
      const reason = Object.values(results).find((each) => !each.valid)?.reason ?? 'A record is missing.';
      return {
        valid,
        records: recordsOf(dns),
        problem: valid ? undefined : reason.slice(0, longestReason),
      };
    },
    remove: async (id) => {
      const { status } = await call('DELETE', `/${encodeURIComponent(id)}`);
      if (status >= 300 && status !== 404) throw answered(status);
    },
  };
};
