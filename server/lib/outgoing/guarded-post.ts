import { lookup as lookupName } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import { request as requestPlain } from 'node:http';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { isLoopback, isPublicAddress } from './public-address.ts';
import { faultOfUrl, literalAddress } from './callable-url.ts';

export interface OutgoingPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal?: AbortSignal | undefined;
}

export type PostAnswer =
  | { readonly kind: 'answered'; readonly status: number }
  /** Never sent, and never will be. */
  | { readonly kind: 'refused'; readonly reason: 'url_not_allowed' | 'address_not_public' }
  /** May have arrived or not. */
  | { readonly kind: 'unreachable'; readonly reason: 'name_unknown' | 'connection_failed' | 'timed_out' };

export interface GuardSettings {
  readonly resolve?: ((host: string) => Promise<readonly LookupAddress[]>) | undefined;
  /** For tests: what leads to this very machine may be called too, over http and on any port. Off unless told. */
  readonly allowLoopback?: boolean | undefined;
  /** For the name, the connection and the answer together; milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** What is read of an answer at most; the rest is not waited for. */
  readonly maxAnswerBytes?: number | undefined;
}

/** A POST to an address that a stranger chose: https, the public internet, no redirects, little time. Never throws. */
export type GuardedPost = (post: OutgoingPost) => Promise<PostAnswer>;

type Checked = readonly [LookupAddress, ...LookupAddress[]];

const resolveAll = (host: string): Promise<readonly LookupAddress[]> => lookupName(host, { all: true });

const isFamily = (family: unknown, address: LookupAddress): boolean =>
  family === undefined || family === 0 || family === address.family;

/** Asked once and before anything was checked again: the connection goes to the very addresses that were checked. */
const pinned = (addresses: Checked): LookupFunction => {
  return (_host, { all, family }, done) => {
    if (all === true) return done(null, [...addresses]);
    const { address, family: found } = addresses.find((one) => isFamily(family, one)) ?? addresses[0];
    done(null, address, found);
  };
};

/** The status counts; of the rest so much is read that a small answer ends its connection properly. */
const readStatus = (response: IncomingMessage, maxBytes: number): Promise<number> =>
  new Promise((resolve) => {
    const { statusCode = 0 } = response;
    let read = 0;
    response.on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read > maxBytes) response.destroy();
    });
    response.on('error', () => undefined);
    response.on('close', () => resolve(statusCode));
  });

const answerOf = (
  request: ClientRequest,
  { body, maxBytes }: { body: string; maxBytes: number },
): Promise<number> =>
  new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      readStatus(response, maxBytes).then(resolve, reject);
    });
    request.end(body);
  });

export const createGuardedPost = ({
  resolve = resolveAll,
  allowLoopback = false,
  timeoutMs = 8000,
  maxAnswerBytes = 65_536,
}: GuardSettings = {}): GuardedPost => {
  const mayCall = (url: string): boolean =>
    faultOfUrl(url) === undefined || (allowLoopback && URL.canParse(url));
  const mayReach = ({ address }: LookupAddress): boolean =>
    isPublicAddress(address) || (allowLoopback && isLoopback(address));
  const addressesOf = async (url: URL): Promise<readonly LookupAddress[]> => {
    const literal = literalAddress(url);
    if (literal !== undefined) return [{ address: literal, family: isIP(literal) }];
    return resolve(url.hostname).catch(() => []);
  };

  const check = async (url: URL): Promise<Checked | 'name_unknown' | 'address_not_public'> => {
    const [first, ...others] = await addressesOf(url);
    if (first === undefined) return 'name_unknown';
    return [first, ...others].every(mayReach) ? [first, ...others] : 'address_not_public';
  };

  const send = async (post: OutgoingPost, url: URL, signal: AbortSignal): Promise<PostAnswer> => {
    const checked = await check(url);
    if (checked === 'name_unknown') return { kind: 'unreachable', reason: checked };
    if (checked === 'address_not_public') return { kind: 'refused', reason: checked };
    const headers = { ...post.headers, 'content-length': String(Buffer.byteLength(post.body)) };
    // No agent: a kept connection would go where an earlier look-up pointed.
    const options: RequestOptions = {
      method: 'POST',
      headers,
      lookup: pinned(checked),
      agent: false,
      signal,
    };
    const request = url.protocol === 'https:' ? requestTls(url, options) : requestPlain(url, options);
    return {
      kind: 'answered',
      status: await answerOf(request, { body: post.body, maxBytes: maxAnswerBytes }),
    };
  };

  return async (post) => {
    if (!mayCall(post.url)) return { kind: 'refused', reason: 'url_not_allowed' };
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = post.signal === undefined ? timeout : AbortSignal.any([timeout, post.signal]);
    const late = new Promise<PostAnswer>((settle) => {
      signal.addEventListener('abort', () => settle({ kind: 'unreachable', reason: 'timed_out' }), {
        once: true,
      });
    });
    try {
      return await Promise.race([send(post, new URL(post.url), signal), late]);
    } catch {
      return { kind: 'unreachable', reason: timeout.aborted ? 'timed_out' : 'connection_failed' };
    }
  };
};
