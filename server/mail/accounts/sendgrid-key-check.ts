import { z } from 'zod';
import { EncoreError } from '../../lib/errors.ts';

export interface KeyCheckOptions {
  /** Another host than SendGrid's own: a test double, or the EU's. */
  readonly baseUrl?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

/** What a key may do, asked of the provider itself. */
export interface KeyCheck {
  /** Throws `mail_key_refused` for a key it doesn't take or that may not send, `provider_call_failed`. */
  verify(apiKey: string): Promise<void>;
}

/** `GET /v3/scopes`, as SendGrid's API reference has it. */
const scopesSchema = z.object({ scopes: z.array(z.string()) });

const needed = 'mail.send';

const refused = (problem: string): EncoreError =>
  new EncoreError('mail_key_refused', { fields: { 'body.apiKey': problem } });

const ask = async (url: URL, apiKey: string, timeoutMs: number): Promise<Response> => {
  try {
    return await fetch(url, {
      headers: { authorization: `Bearer ${apiKey}` },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (cause) {
    throw new EncoreError('provider_call_failed', { cause });
  }
};

export const createSendgridKeyCheck = ({
  baseUrl = 'https://api.sendgrid.com/',
  timeoutMs = 10_000,
}: KeyCheckOptions = {}): KeyCheck => ({
  verify: async (apiKey) => {
    const url = new URL('v3/scopes', baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
    const response = await ask(url, apiKey, timeoutMs);
    if (response.status === 401 || response.status === 403) throw refused('SendGrid does not take this key');
    const json: unknown = await response.json().catch(() => undefined);
    const parsed = scopesSchema.safeParse(json);
    if (!response.ok || !parsed.success)
      throw new EncoreError('provider_call_failed', {
        message: `The mail service answered ${response.status}.`,
      });
    if (!parsed.data.scopes.includes(needed))
      throw refused(`it lacks the permission ${needed} (Mail Send, full access)`);
  },
});
