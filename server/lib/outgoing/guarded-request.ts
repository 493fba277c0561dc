import { lookup as lookupName } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import { request as requestPlain } from 'node:http';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { isLoopback, isPublicAddress } from './public-address.ts';
import { faultOfUrl, literalAddress } from './callable-url.ts';

export interface OutgoingRequest {
  readonly url: string;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type RequestAnswer =
  /** `body` is what was read of it: as much as the settings allow. */
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
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

/** A request to an address that a stranger chose: https, the public internet, no redirects, little time. Never throws. */
export type GuardedRequest = (call: OutgoingRequest) => Promise<RequestAnswer>;

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

type Answered = Omit<Extract<RequestAnswer, { kind: 'answered' }>, 'kind'>;

/** No endless answer: what comes after the limit is not waited for. */
const readAnswer = (response: IncomingMessage, maxBytes: number): Promise<Answered> =>
  new Promise((resolve) => {
    const { statusCode = 0 } = response;
    const chunks: Buffer[] = [];
    let read = 0;
    response.on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read > maxBytes) response.destroy();
      else chunks.push(chunk);
    });
    response.on('error', () => undefined);
    response.on('close', () => resolve({ status: statusCode, body: Buffer.concat(chunks).toString() }));
  });

const answerOf = (
  request: ClientRequest,
  { body, maxBytes }: { body: string | undefined; maxBytes: number },
): Promise<Answered> =>
  new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      readAnswer(response, maxBytes).then(resolve, reject);
    });
    request.end(body);
  });

export const createGuardedRequest = ({
  resolve = resolveAll,
  allowLoopback = false,
  timeoutMs = 8000,
  maxAnswerBytes = 65_536,
}: GuardSettings = {}): GuardedRequest => {
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

  const send = async (call: OutgoingRequest, url: URL, signal: AbortSignal): Promise<RequestAnswer> => {
    const checked = await check(url);
    if (checked === 'name_unknown') return { kind: 'unreachable', reason: checked };
    if (checked === 'address_not_public') return { kind: 'refused', reason: checked };
    const headers = {
      ...call.headers,
      ...(call.body !== undefined && { 'content-length': String(Buffer.byteLength(call.body)) }),
    };
    // No agent: a kept connection would go where an earlier look-up pointed.
    const options: RequestOptions = {
      method: call.method,
      headers,
      lookup: pinned(checked),
      agent: false,
      signal,
    };
    const request = url.protocol === 'https:' ? requestTls(url, options) : requestPlain(url, options);
    const answer = await answerOf(request, { body: call.body, maxBytes: maxAnswerBytes });
    return { kind: 'answered', ...answer };
  };

  return async (call) => {
    if (!mayCall(call.url)) return { kind: 'refused', reason: 'url_not_allowed' };
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = call.signal === undefined ? timeout : AbortSignal.any([timeout, call.signal]);
    const late = new Promise<RequestAnswer>((settle) => {
      signal.addEventListener('abort', () => settle({ kind: 'unreachable', reason: 'timed_out' }), {
        once: true,
      });
    });
    try {
      return await Promise.race([send(call, new URL(call.url), signal), late]);
    } catch {
      return { kind: 'unreachable', reason: timeout.aborted ? 'timed_out' : 'connection_failed' };
    }
  };
};
