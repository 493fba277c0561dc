import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { demoEnvironment } from './part-plans.ts';
import { readSettings } from './settings.ts';

describe('readSettings', () => {
  it('brings everything when nothing is configured', () => {
    expect(readSettings({})).toEqual({
      port: 3000,
      dataDir: resolve('.data'),
      baseUrl: 'http://localhost:3000',
      mongodbUri: undefined,
      isDemo: true,
    });
  });

  it('brings neither MongoDB nor demo store in production', () => {
    const settings = readSettings({ MONGODB_URI: 'mongodb://db/encore', SHOPIFY_API_KEY: 'key' });

    expect(settings).toMatchObject({ mongodbUri: 'mongodb://db/encore', isDemo: false });
  });

  it('takes an empty variable for a missing one', () => {
    expect(readSettings({ PORT: '', MONGODB_URI: '' })).toMatchObject({ port: 3000, mongodbUri: undefined });
  });

  it('names the variable that is wrong', () => {
    expect(() => readSettings({ PORT: 'http' })).toThrow(/^PORT: /);
    expect(() => readSettings({ PORT: '70000' })).toThrow(/^PORT: /);
  });

  it("names the app's wrong variables with its own in production", () => {
    expect(() => readSettings({ PORT: 'http', SHOPIFY_API_KEY: 'key' })).toThrow(/PORT: .*ENCRYPTION_KEY: /);
  });
});

describe('demoEnvironment', () => {
  it('is what the production app reads, and ENCORE_DEMO', () => {
    const secrets = { apiKey: 'key', apiSecret: 'secret', encryptionKey: 'e' };
    const settings = readSettings({ PORT: '4000' });

    const env = demoEnvironment({ settings, secrets, demoStoreUrl: 'http://127.0.0.1:5000' });

    expect(env).toEqual({
      SHOPIFY_API_KEY: 'key',
      SHOPIFY_API_SECRET: 'secret',
      APP_URL: 'http://localhost:4000',
      ENCRYPTION_KEY: 'e',
      ENCORE_DEMO: '1',
      DEMO_STORE_URL: 'http://127.0.0.1:5000',
      MAIL_TRANSPORT: 'outbox',
      LOG_LEVEL: 'warn',
    });
  });
});
