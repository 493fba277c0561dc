import { z } from 'zod';
import type { ShopId } from '../../lib/brand.ts';
import { sleep } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import { createCircuits } from './circuits.ts';
import type { Circuits } from './circuits.ts';
import { parseJson } from '../../lib/json.ts';
import type { OfflineTokens } from './offline-token.ts';
import { adminApiVersion } from './operations.ts';
import type { ShopifyFetch } from './shopify-fetch.ts';

export interface AdminRequest<Schema extends z.ZodType> {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Of `data`. */
  readonly schema: Schema;
}

export interface AdminClient {
  /**
   * Throws `platform_throttled` or `platform_unreachable` after its tries, `platform_call_failed` on what no second try can
   * mend, `scope_not_granted` where the merchant did not grant what the operation needs, `platform_unwell` at once while a shop's calls
   * have failed in a row; what `userErrors` says is the caller's to read (`refuseUserErrors`).
   */
  request<Schema extends z.ZodType>(shop: ShopId, request: AdminRequest<Schema>): Promise<z.output<Schema>>;
}

export interface AdminClientDeps {
  readonly fetch: ShopifyFetch;
  readonly tokens: Pick<OfflineTokens, 'get' | 'drop'>;
  /** First wait; doubles with every try. */
  readonly backoffMs?: number;
  /** Shared by those who call from one process. */
  readonly circuits?: Circuits;
  /** Tries a request; six unless told. */
  readonly tries?: number;
}

type Attempt =
  | { readonly kind: 'data'; readonly data: unknown }
  | { readonly kind: 'throttled'; readonly waitMs: number | undefined }
  | { readonly kind: 'again'; readonly cause: unknown }
  /** The token is no good any more; the next try brings a new one. */
  | { readonly kind: 'unauthorised' }
  | { readonly kind: 'refused'; readonly error: EncoreError };

const usualTries = 6;
/** A bucket refills within seconds, and a `Retry-After` beyond that is a no. */
const longestWaitMs = 30_000;

const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .union([
      z.string(),
      z.array(
        z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }),
      ),
    ])
    .optional(),
  extensions: z
    .object({
      cost: z
        .object({
          requestedQueryCost: z.number(),
          throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number() }),
        })
        .optional(),
    })
    .optional(),
});
type Answer = z.output<typeof answerSchema>;

/** How long until the bucket holds what this query costs. */
const refillMs = ({ extensions }: Answer): number | undefined => {
  const cost = extensions?.cost;
  if (cost === undefined) return undefined;
  const missing = cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable;
  return Math.max(0, (missing / Math.max(1, cost.throttleStatus.restoreRate)) * 1000);
};

const failed = (message: string, cause?: unknown): EncoreError =>
  new EncoreError('platform_call_failed', { message, cause });

/** Its message names the field, and the scope where Shopify says which. */
const denied = (message: string): EncoreError => new EncoreError('scope_not_granted', { message });

const unreachable = (cause: unknown): EncoreError =>
  new EncoreError('platform_unreachable', { message: 'Shopify could not be reached', cause });

/** Throttling comes as HTTP 200 with an error in it. */
const readAnswer = (text: string): Attempt => {
  const parsed = answerSchema.safeParse(parseJson(text));
  if (!parsed.success) return { kind: 'again', cause: parsed.error };
  const { errors = [], data } = parsed.data;
  if (typeof errors === 'string') return { kind: 'refused', error: failed(errors) };
  if (errors.some(({ extensions }) => extensions?.code === 'THROTTLED'))
    return { kind: 'throttled', waitMs: refillMs(parsed.data) };
  const refusal = errors.find(({ extensions }) => extensions?.code === 'ACCESS_DENIED');
  if (refusal !== undefined) return { kind: 'refused', error: denied(refusal.message) };
  const [first] = errors;
  return first === undefined ? { kind: 'data', data } : { kind: 'refused', error: failed(first.message) };
};

const retryAfterMs = (response: Response): number | undefined => {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
};

const readResponse = async (response: Response): Promise<Attempt> => {
  if (response.status === 429 || response.status === 503)
    return { kind: 'throttled', waitMs: retryAfterMs(response) };
  if (response.status >= 500) return { kind: 'again', cause: `HTTP ${response.status}` };
  if (!response.ok) return { kind: 'refused', error: failed(`Shopify answered ${response.status}`) };
  return readAnswer(await response.text());
};

export const createAdminClient = ({
  fetch,
  tokens,
  backoffMs = 500,
  circuits = createCircuits(),
  tries = usualTries,
}: AdminClientDeps): AdminClient => {
  const post = async (shop: ShopId, body: string): Promise<Attempt> => {
    const accessToken = await tokens.get(shop);
    try {
      const response = await fetch(`https://${shop}/admin/api/${adminApiVersion}/graphql.json`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-shopify-access-token': accessToken },
        body,
      });
      if (response.status !== 401) return await readResponse(response);
      await tokens.drop(shop, accessToken);
      return { kind: 'unauthorised' };
    } catch (cause) {
      return { kind: 'again', cause };
    }
  };
  const attempts = async (shop: ShopId, body: string): Promise<unknown> => {
    let last: Attempt = { kind: 'again', cause: undefined };
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const before = last;
      last = await post(shop, body);
      if (last.kind === 'unauthorised' && before.kind === 'unauthorised')
        throw failed('Shopify refuses the token');
      if (last.kind === 'refused') throw last.error;
      if (last.kind === 'data') return last.data;
      const wait = last.kind === 'throttled' ? last.waitMs : undefined;
      if (attempt < tries - 1 && last.kind !== 'unauthorised')
        await sleep(Math.min(longestWaitMs, wait ?? backoffMs * 2 ** attempt));
    }
    if (last.kind === 'throttled') throw new EncoreError('platform_throttled');
    throw unreachable(last.kind === 'again' ? last.cause : undefined);
  };
  return {
    request: async (shop, { query, variables = {}, schema }) => {
      const body = JSON.stringify({ query, variables });
      const data = await circuits.guard(shop, () => attempts(shop, body));
      const parsed = schema.safeParse(data);
      if (parsed.success) return parsed.data;
      throw failed('Shopify answered in another shape', parsed.error);
    },
  };
};
