import { describe, expect, it } from '@jest/globals';
import { rotateKeys } from '../../testing/faults/rows/key-rotation.row.ts';
import { EncoreError } from '../../lib/errors.ts';
import { readConfig } from '../config.ts';
import { wireLinks } from './links.ts';
import { asContactId, asMessageId, asShopId } from '../../lib/brand.ts';
import { createLinks } from '../../mail/links/links.ts';
import { hkdfSync } from 'node:crypto';

const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const environment = {
  MONGODB_URI: 'mongodb://127.0.0.1:1/none',
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'secret',
  APP_URL: 'https://encore.example',
  ENCRYPTION_KEY: key(3),
};

describe('rotating keys', () => {
  it('twice leaves every link good that is in somebody’s mailbox, and every sealed token', () => {
    expect(rotateKeys().violations).toEqual([]);
  });

  it('keeps links good that were made when the only key had no name of its own', () => {
    const secret = Buffer.from(hkdfSync('sha256', Buffer.alloc(32, 1), '', 'encore links v1', 32));
    const before = createLinks({ baseUrl: '', keys: [{ id: '1', secret: secret.toString('base64') }] });
    const leaving = { shop: asShopId('a.example'), contact: asContactId('c'), message: asMessageId('m') };
    const token = before.unsubscribeUrl(leaving).slice('/u/'.length);
    const config = readConfig({ ...environment, ENCRYPTION_KEY_PREVIOUS: `${key(2)}, ${key(1)}` });

    expect(wireLinks(config).readUnsubscribe(token)).toEqual(leaving);
  });

  it('takes no key that is too short', () => {
    const read = () => readConfig({ ...environment, ENCRYPTION_KEY_PREVIOUS: `${key(2)},short` });

    expect(read).toThrow(EncoreError);
    expect(read).toThrow(/ENCRYPTION_KEY_PREVIOUS: expected keys of 32 bytes/);
  });
});
