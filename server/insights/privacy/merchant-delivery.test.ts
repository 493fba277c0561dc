import { describe, expect, it } from '@jest/globals';
import { asContactId } from '../../lib/brand.ts';
import { buildStored, lumen } from '../../testing/shop/build-delivery.ts';
import { interpretMerchantDelivery, toMerchantDelivery } from './merchant-delivery.ts';

const at = new Date('2026-06-01T10:00:00.000Z');
const contact = {
  id: asContactId('maya'),
  shop: lumen,
  address: 'maya@lumen.example',
  customerIds: ['77', '78'],
  createdAt: at,
};

const heard = (kind: 'export' | 'erase') => {
  const { requestId: _id, state: _state, ...delivery } = toMerchantDelivery(lumen, kind, { contact, at });
  return interpretMerchantDelivery(buildStored(delivery));
};

describe('what a merchant asks for', () => {
  it('holds mails where it erases, and only there', () => {
    expect(toMerchantDelivery(lumen, 'erase', { contact, at }).class).toBe('holds');
    expect(toMerchantDelivery(lumen, 'export', { contact, at }).class).toBe('normal');
  });

  it('is the same fact that a platform’s request is', () => {
    expect(heard('erase')).toEqual([
      { kind: 'redact-person', person: { address: contact.address, customerId: '77' }, orderIds: [], at },
    ]);
    expect(heard('export')).toMatchObject([{ kind: 'data-request', source: 'merchant', at }]);
  });

  it('is a request of its own each time', () => {
    const [one, other] = [1, 2].map(() => toMerchantDelivery(lumen, 'export', { contact, at }));

    expect(one?.deliveryId).not.toBe(other?.deliveryId);
  });

  it.each([
    ['no JSON', 'nothing', 'payload_undecodable'],
    ['another shape', '{"kind":"erase","person":{"address":"a@b.example"}}', 'payload_invalid'],
    [
      'another kind',
      '{"kind":"sell","requestId":"1","person":{},"at":"2026-06-01T10:00:00Z"}',
      'payload_invalid',
    ],
    [
      'more than is asked',
      '{"kind":"erase","requestId":"1","person":{"iban":"x"},"at":"2026-06-01T10:00:00Z"}',
      'payload_invalid',
    ],
  ])('is refused with %s', (_what, body, code) => {
    const delivery = buildStored({ topic: 'merchant:erase', body: Buffer.from(body) });

    expect(() => interpretMerchantDelivery(delivery)).toThrow(expect.objectContaining({ code }));
  });
});
