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

const failure = (variables: Record<string, string | undefined>): EncoreError => {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof EncoreError) return error;
    throw error;
  }
  throw new TypeError('the configuration was accepted');
};

describe('readConfig', () => {
  it('fills in what has a sensible default', () => {
    const config = readConfig(complete);

    expect(config.port).toBe(3000);
    expect(config.appUrl).toBe('https://encore.example');
    expect(config.mail.transport).toBe('outbox');
    expect(config.demo).toBeUndefined();
  });

  it('names every problem at once, with what was expected', () => {
    const error = failure({ PORT: 'http', ENCRYPTION_KEY: 'short' });

    expect(error.code).toBe('config_invalid');
    expect(Object.keys(error.fields ?? {}).toSorted()).toEqual([
      'APP_URL',
      'ENCRYPTION_KEY',
      'MONGODB_URI',
      'PORT',
      'SHOPIFY_API_KEY',
      'SHOPIFY_API_SECRET',
    ]);
    expect(error.message).toContain('ENCRYPTION_KEY: expected 32 bytes in base64');
    expect(error.message).toContain('APP_URL: expected an http(s) address');
  });

  it('never repeats a secret in its complaint', () => {
    const error = failure({
      ...complete,
      ENCRYPTION_KEY: 'hunter2',
      MONGODB_URI: 'postgres://me:hunter2@host',
    });

    expect(error.message).not.toContain('hunter2');
  });

  it('prefers SendGrid when there is a key, then SMTP, then the outbox', () => {
    const withKey = readConfig({ ...complete, SENDGRID_API_KEY: 'SG.x', SMTP_URL: 'smtp://mail.example' });
    const withSmtp = readConfig({ ...complete, SMTP_URL: 'smtp://mail.example' });

    expect(withKey.mail.transport).toBe('sendgrid');
    expect(withSmtp.mail.transport).toBe('smtp');
  });

  it('asks for what the chosen transport needs', () => {
    expect(failure({ ...complete, MAIL_TRANSPORT: 'smtp' }).fields).toEqual({
      SMTP_URL: 'expected an address, since MAIL_TRANSPORT is smtp',
    });
  });

  it('keeps both secrets while one is being rotated out', () => {
    const config = readConfig({ ...complete, SHOPIFY_API_SECRET_PREVIOUS: 'older' });

    expect(config.shopify.secrets).toEqual(['secret', 'older']);
  });

  it("reads the demo's far side as the Admin API's address", () => {
    const config = readConfig({ ...complete, ENCORE_DEMO: '1', DEMO_STORE_URL: 'http://127.0.0.1:4000' });

    expect(config.demo).toEqual({ storeUrl: 'http://127.0.0.1:4000' });
    expect(config.shopify.adminBaseUrl).toBe('http://127.0.0.1:4000');
  });
});
