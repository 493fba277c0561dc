import { describe, expect, it } from '@jest/globals';
import { EncoreError } from '../lib/errors.ts';
import { readConfig } from './config.ts';

const complete = {
  MONGODB_URI: 'mongodb://127.0.0.1:27017/encore',
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'secret',
  APP_URL: 'https://encore.example/',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
};
const selling = { BILLING: 'app-pricing', BILLING_PLANS: 'none:250:1', SHOPIFY_APP_HANDLE: 'encore' };

const fieldsOf = (over: Record<string, string>): readonly string[] => {
  try {
    readConfig({ ...complete, ...over });
    return [];
  } catch (error) {
    return error instanceof EncoreError ? Object.keys(error.fields ?? {}).toSorted() : ['another error'];
  }
};

describe('billing in the environment', () => {
  it.each([{}, { BILLING: 'free' }, { BILLING: 'free', BILLING_PLANS: '', SHOPIFY_APP_HANDLE: '' }])(
    'sells nothing with %p',
    (over) => {
      expect(readConfig({ ...complete, ...over }).billing).toBeUndefined();
    },
  );

  it('sells the plans of the table', () => {
    const { billing } = readConfig({ ...complete, ...selling });
    expect(billing?.appHandle).toBe('encore');
    expect([...(billing?.plans ?? [])]).toEqual([['none', { plan: 'none', mails: 250, flows: 1 }]]);
  });

  it.each([
    [{ BILLING: 'app-pricing' }, ['BILLING_PLANS', 'SHOPIFY_APP_HANDLE']],
    [{ ...selling, BILLING_PLANS: '' }, ['BILLING_PLANS']],
    [{ ...selling, BILLING_PLANS: 'starter:1:1' }, ['BILLING_PLANS']],
    [{ ...selling, SHOPIFY_APP_HANDLE: 'En core' }, ['SHOPIFY_APP_HANDLE']],
    [{ ...selling, BILLING: 'stripe' }, ['BILLING']],
  ])('names what is wrong with %p', (over, fields) => {
    expect(fieldsOf(over)).toEqual(fields);
  });
});
