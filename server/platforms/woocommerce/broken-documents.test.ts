import { describe, expect, it } from '@jest/globals';
import { buildDelivery, lumen } from '../../testing/shop/build-delivery.ts';
import {
  brokenDocument,
  documentKinds,
  interpretBrokenDocument,
  readTopicKinds,
} from './broken-documents.ts';
import type { BrokenDocument } from './broken-documents.ts';

const heardAt = new Date('2026-11-01T09:00:00Z');
const broken: BrokenDocument = {
  kind: 'products',
  source: 'backfill',
  document: { id: 7, name: 'Lamp' },
  heardAt,
  code: 'payload_invalid',
};

const readAgain = (topic: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
  interpretBrokenDocument({
    ...buildDelivery({ topic, body: Buffer.from(body), headers }),
    id: '1',
    receivedAt: heardAt,
    failures: 0,
    error: undefined,
  });

describe('a document of a store that can’t be read', () => {
  it('is set aside whole, with why, and holds nobody’s mail', () => {
    expect(brokenDocument(lumen, broken)).toMatchObject({
      shop: lumen,
      topic: 'woocommerce-backfill:products',
      class: 'normal',
      state: 'quarantined',
      error: 'payload_invalid',
      headers: { 'heard-at': heardAt.toISOString() },
    });
    expect(brokenDocument(lumen, broken).body.toString()).toBe('{"id":7,"name":"Lamp"}');
  });

  it('is held when it is met again, and another one when it has changed', () => {
    const again = { ...broken, heardAt: new Date('2026-11-02T09:00:00Z') };
    const changed = { ...broken, document: { id: 7, name: 'Lamp, mended' } };

    expect(brokenDocument(lumen, again).deliveryId).toBe(brokenDocument(lumen, broken).deliveryId);
    expect(brokenDocument(lumen, changed).deliveryId).not.toBe(brokenDocument(lumen, broken).deliveryId);
  });

  it.each(documentKinds.map(([kind]) => kind))('has a reader once it is put back: %s', (kind) => {
    // No document of any kind is an empty one: whoever reads it says so.
    expect(() => readAgain(`${readTopicKinds.poll}:${kind}`, '{}')).toThrow(
      expect.objectContaining({ code: 'payload_invalid' }),
    );
  });

  it('says when it is no JSON at all, or of a kind nobody reads', () => {
    expect(() => readAgain('woocommerce-poll:orders', '{')).toThrow(
      expect.objectContaining({ code: 'payload_undecodable' }),
    );
    expect(() => readAgain('woocommerce-poll:dreams', '{}')).toThrow(
      expect.objectContaining({ code: 'payload_invalid' }),
    );
  });
});
