import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { verifySessionToken } from './session-token.ts';
import type { ShopifySession } from './session-token.ts';

const now = new Date('2026-03-02T10:00:00Z');
const seconds = now.getTime() / 1000;

const claims = {
  iss: 'https://lumen.myshopify.com/admin',
  dest: 'https://lumen.myshopify.com',
  aud: 'key',
  sub: '42',
  exp: seconds + 60,
  nbf: seconds,
};

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const tokenOf = (changes: object = {}, { secret = 'secret', alg = 'HS256' } = {}): string => {
  const unsigned = `${part({ alg, typ: 'JWT' })}.${part({ ...claims, ...changes })}`;
  return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
};

const verify = (token: string): ShopifySession | undefined =>
  verifySessionToken(token, { apiKey: 'key', secrets: ['secret', 'previous'], now: () => now });

describe('verifySessionToken', () => {
  it('names shop and person', () => {
    expect(verify(tokenOf())).toEqual({ shop: 'lumen.myshopify.com', user: '42' });
  });

  it('takes the previous secret while it is being rotated', () => {
    expect(verify(tokenOf({}, { secret: 'previous' }))).toBeDefined();
  });

  it.each([
    ['expired', { exp: seconds - 11 }],
    ['not valid yet', { nbf: seconds + 11 }],
    ['for another app', { aud: 'other' }],
    ['of no shop', { dest: 'https://evil.example', iss: 'https://evil.example/admin' }],
    ['issued for another shop', { iss: 'https://umbra.myshopify.com/admin' }],
    ['with a look-alike', { dest: 'https://lumen.myshopify.com.evil.example' }],
    ['over http', { dest: 'http://lumen.myshopify.com' }],
    ['without an expiry', { exp: undefined }],
    ['with words for times', { exp: 'never' }],
  ])('refuses one that is %s', (_what, changes) => {
    expect(verify(tokenOf(changes))).toBeUndefined();
  });

  it.each([
    ['ten seconds late', { exp: seconds - 9 }],
    ['ten seconds early', { nbf: seconds + 9 }],
  ])('lets clocks differ: %s', (_what, changes) => {
    expect(verify(tokenOf(changes))).toBeDefined();
  });

  it.each([
    ['forged', tokenOf({}, { secret: 'guess' })],
    ['of another algorithm', tokenOf({}, { alg: 'none' })],
    ['unsigned', tokenOf().split('.').slice(0, 2).join('.')],
    ['with an empty signature', `${tokenOf().split('.').slice(0, 2).join('.')}.`],
    ['with more parts', `${tokenOf()}.x`],
    ['no token at all', 'hello'],
    ['empty', ''],
  ])('refuses one that is %s', (_what, token) => {
    expect(verify(token)).toBeUndefined();
  });
});
