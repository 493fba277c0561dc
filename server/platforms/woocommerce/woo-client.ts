import type { z } from 'zod';
import { EncoreError } from '../../lib/errors.ts';
import { parseJson } from '../../lib/json.ts';
import type { GuardedRequest } from '../../lib/outgoing/guarded-request.ts';

export interface WooKeys {
  readonly consumerKey: string;
  readonly consumerSecret: string;
}

export interface WooCall<Schema extends z.ZodType> {
  /** Below `/wp-json`, with its query. */
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: object;
  readonly schema: Schema;
}

/** One store's REST API. Throws `platform_throttled` or `platform_call_failed`. */
export interface WooClient {
  call<Schema extends z.ZodType>(call: WooCall<Schema>): Promise<z.output<Schema>>;
}

const failed = (message: string, cause?: unknown): EncoreError =>
  new EncoreError('platform_call_failed', { message, cause });

const decode = (body: string): unknown => {
  try {
    return parseJson(body);
  } catch (cause) {
    throw failed('the store answered with something else than JSON', cause);
  }
};

/** Basic authentication over https. Every address the request goes to is checked first, for a stranger typed it. */
export const createWooClient = (
  request: GuardedRequest,
  storeUrl: string,
  { consumerKey, consumerSecret }: WooKeys,
): WooClient => {
  const authorization = `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`;
  return {
    call: async ({ path, method = 'GET', body, schema }) => {
      const answer = await request({
        url: `${storeUrl}/wp-json${path}`,
        method,
        headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      if (answer.kind !== 'answered') throw failed(`the store could not be asked: ${answer.reason}`);
      if (answer.status === 429 || answer.status === 503) throw new EncoreError('platform_throttled');
      if (answer.status >= 300) throw failed(`the store answered ${answer.status}`);
      const parsed = schema.safeParse(decode(answer.body));
      if (parsed.success) return parsed.data;
      throw failed('the store answered in another shape', parsed.error);
    },
  };
};
