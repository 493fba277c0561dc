import { describe, expect, it } from '@jest/globals';
import type { StoredDelivery } from '../delivery.ts';
import { visitorDigest } from '../person-digest.ts';
import { lumen, umbra } from '../../testing/shop/build-delivery.ts';
import { interpretVisits, toVisitDelivery } from './interpret-visits.ts';
import { believableTime } from './visit-report.ts';

const heardAt = new Date('2026-03-02T10:00:00.000Z');

const stored = (body: string, headers: Record<string, string> = {}): StoredDelivery => {
  const made = toVisitDelivery(lumen, Buffer.from(body), { heardAt, isInstalled: true });
  return {
    ...made,
    headers: { ...made.headers, ...headers },
    id: 'x',
    state: 'stored',
    receivedAt: new Date('2026-03-05T00:00:00.000Z'),
    failures: 0,
  };
};
const event = { id: 'e1', name: 'product_viewed', at: '2026-03-02T09:59:58.000Z', productIds: ['1'] };
const report = (changes: object = {}): string =>
  JSON.stringify({ key: 'k', visitor: 'browser-1', events: [{ ...event, ...changes }] });

describe('what a storefront tells', () => {
  it('becomes visits, with a digest for the browser that differs from shop to shop', () => {
    const [fact] = interpretVisits(stored(report({ customerId: '7', checkoutToken: 't' })));

    expect(fact).toEqual({
      kind: 'visit',
      visit: {
        id: 'e1',
        visitor: visitorDigest(lumen, 'browser-1'),
        did: 'viewed-product',
        productIds: ['1'],
        customerId: '7',
        checkoutToken: 't',
        at: new Date(event.at),
      },
    });
    expect(visitorDigest(umbra, 'browser-1')).not.toBe(visitorDigest(lumen, 'browser-1'));
    expect(JSON.stringify(fact)).not.toContain('browser-1');
  });

  it.each([
    ['cart_filled', 'filled-cart'],
    ['checkout_started', 'began-checkout'],
  ])('%s is %s', (name, did) => {
    expect(interpretVisits(stored(report({ name })))).toMatchObject([{ visit: { did } }]);
  });

  it.each([
    ['no JSON', '{', 'payload_undecodable'],
    ['another shape', '{"a":1}', 'payload_invalid'],
  ])('%s is %s and nothing else', (_name, body, code) => {
    expect(() => interpretVisits(stored(body))).toThrow(expect.objectContaining({ code }));
  });

  it('takes the time it was received at when it does not know when it was heard', () => {
    const [fact] = interpretVisits(stored(report({ at: '2030-01-01T00:00:00Z' }), { 'heard-at': 'damaged' }));

    expect(fact).toMatchObject({ visit: { at: new Date('2026-03-05T00:00:00.000Z') } });
  });
});

describe('a visitor’s clock', () => {
  it.each([
    ['2026-03-02T09:59:59.000Z', '2026-03-02T09:59:59.000Z', 'a second ago'],
    ['2026-03-01T10:00:00.001Z', '2026-03-01T10:00:00.001Z', 'just under a day ago'],
    ['2026-03-01T10:00:00.000Z', '2026-03-02T10:00:00.000Z', 'a day ago'],
    ['2026-03-02T10:00:00.001Z', '2026-03-02T10:00:00.000Z', 'in the future'],
    ['1970-01-01T00:00:00.000Z', '2026-03-02T10:00:00.000Z', 'never set'],
  ])('%s counts as %s: %s', (said, counted) => {
    expect(believableTime(said, heardAt).toISOString()).toBe(counted);
  });
});
