import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.ts';

const complete = {
  MONGODB_URI: 'mongodb://127.0.0.1:27017/encore',
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'secret',
  APP_URL: 'https://encore.example/',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
};

const shorter = {
  LEASE_MS: '1500',
  SEND_DEADLINE_MS: '400',
  PROVIDER_TIMEOUT_MS: '800',
  HOLD_MS: '1500',
  UNKNOWN_AFTER_MS: '1800',
  HORIZON_MS: '60000',
  RESEND_AFTER_MS: '20000',
};

describe('the numbers of the protocol', () => {
  it('are those of the protocol unless somebody says otherwise', () => {
    const { timing } = readConfig(complete);

    expect(timing).toEqual({
      leaseMs: 15_000,
      deadlineMs: 2000,
      providerTimeoutMs: 10_000,
      holdMs: 3000,
      unknownAfterMs: 60_000,
      horizonMs: 86_400_000,
      graceMs: 900_000,
      backOffMs: 30_000,
      inboxClaimMs: 10_000,
      sweepEveryMs: 60_000,
    });
  });

  it('may all be shorter together', () => {
    const { timing } = readConfig({ ...complete, ...shorter });

    expect(timing).toMatchObject({ leaseMs: 1500, deadlineMs: 400, holdMs: 1500, unknownAfterMs: 1800 });
  });

  it.each([
    ['an answer that waits less than the deadline and a second', { SEND_DEADLINE_MS: '2500' }, 'HOLD_MS'],
    ['an answer that the platform would not wait for', { HOLD_MS: '5000' }, 'HOLD_MS'],
    ['a lease shorter than an attempt', { PROVIDER_TIMEOUT_MS: '13000' }, 'LEASE_MS'],
    ['a row that is given up while its lease may last', { UNKNOWN_AFTER_MS: '15000' }, 'UNKNOWN_AFTER_MS'],
    ['a horizon before anything is unknown', { HORIZON_MS: '60000' }, 'HORIZON_MS'],
    ['a horizon that ends before a second try', { RESEND_AFTER_MS: '86400000' }, 'HORIZON_MS'],
    ['a second try while the first may be under way', { RESEND_AFTER_MS: '10000' }, 'RESEND_AFTER_MS'],
    ['what is no number', { LEASE_MS: 'soon' }, 'LEASE_MS'],
  ])('refuse %s', (_what, variables, named) => {
    expect(() => readConfig({ ...complete, ...variables })).toThrow(named);
  });
});
