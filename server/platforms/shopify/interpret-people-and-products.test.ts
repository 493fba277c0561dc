import { describe, expect, it } from '@jest/globals';
import { interpretPayload } from '../../testing/shop/shopify-payloads.ts';

describe('customers', () => {
  it('are described without consent, which has its own topic', () => {
    const facts = interpretPayload('customers/update', {
      id: '706405506930370084',
      email: 'bob@biller.example',
      first_name: 'Bob',
      last_name: 'Biller',
      phone: null,
      updated_at: '2026-03-02T10:00:00Z',
      default_address: { country_code: 'CA' },
    });

    expect(facts).toMatchObject([
      { kind: 'customer', person: { customerId: '706405506930370084', countryCode: 'CA' } },
    ]);
  });

  it.each([
    ['subscribed', 'subscribed'],
    ['UNSUBSCRIBED', 'unsubscribed'],
    ['pending', 'pending'],
    ['invalid', 'unsubscribed'],
    ['redacted', 'unsubscribed'],
  ])('state %s as %s', (said, state) => {
    const facts = interpretPayload('customers_email_marketing_consent/update', {
      customer_id: '7',
      email_address: 'bob@biller.example',
      email_marketing_consent: {
        state: said,
        opt_in_level: null,
        consent_updated_at: '2026-03-02T10:00:00Z',
      },
    });

    expect(facts).toMatchObject([{ consent: { state, statedAt: new Date('2026-03-02T10:00:00Z') } }]);
  });

  it.each(['not_subscribed', ''])('say nothing with %p', (state) => {
    const facts = interpretPayload('customers_email_marketing_consent/update', {
      customer_id: '7',
      email_address: 'bob@biller.example',
      email_marketing_consent: { state, consent_updated_at: null },
    });

    expect(facts).toEqual([]);
  });

  it('say nothing by being deleted', () => {
    expect(interpretPayload('customers/delete', { id: '7' })).toEqual([]);
  });
});

describe('products', () => {
  const variant = { id: '1', title: 'Amber', price: '24.00', sku: null };
  const availabilityOf = (changes: object): unknown =>
    interpretPayload('products/update', {
      id: '9',
      title: 'Lamp',
      variants: [{ ...variant, ...changes }],
    })[0];

  it.each([
    [
      'tracked and there',
      { inventory_management: 'shopify', inventory_policy: 'deny', inventory_quantity: 3 },
      true,
    ],
    [
      'tracked and gone',
      { inventory_management: 'shopify', inventory_policy: 'deny', inventory_quantity: 0 },
      false,
    ],
    ['sold on when gone', { inventory_policy: 'continue', inventory_quantity: -2 }, true],
    ['not tracked', { inventory_management: null, inventory_quantity: 0 }, true],
    ['not told', {}, undefined],
  ])('know stock that is %s', (_what, changes, available) => {
    expect(availabilityOf(changes)).toMatchObject({ product: { variants: [{ available }] } });
  });

  it('have a picture, if any', () => {
    const facts = interpretPayload('products/create', {
      id: '9',
      title: 'Lamp',
      image: null,
      images: [{ src: 'https://x/1.png' }],
    });

    expect(facts).toMatchObject([
      { product: { imageUrl: 'https://x/1.png', status: 'active', variants: [] } },
    ]);
  });

  it('are deleted by id', () => {
    expect(interpretPayload('products/delete', { id: '9' })).toMatchObject([
      { kind: 'product-deleted', id: '9' },
    ]);
  });
});

describe('the shop itself', () => {
  it('tells its name, zone and currency', () => {
    const facts = interpretPayload('shop/update', {
      name: 'Lumen',
      domain: 'lumen.example',
      iana_timezone: 'Europe/Berlin',
    });

    expect(facts).toMatchObject([
      {
        kind: 'shop-details',
        details: { name: 'Lumen', url: 'https://lumen.example', zone: 'Europe/Berlin' },
      },
    ]);
  });

  it('leaves, asks to be forgotten, and asks for people to be', () => {
    const person = { customer: { id: '7', email: 'bob@biller.example', phone: '1' } };

    expect(interpretPayload('app/uninstalled', { id: '1' })).toMatchObject([{ kind: 'uninstalled' }]);
    expect(interpretPayload('shop/redact', { shop_id: '1' })).toMatchObject([{ kind: 'shop-redacted' }]);
    expect(interpretPayload('customers/redact', { ...person, orders_to_redact: [299938] })).toMatchObject([
      {
        kind: 'redact-person',
        person: { customerId: '7', address: 'bob@biller.example' },
        orderIds: ['299938'],
      },
    ]);
    expect(
      interpretPayload('customers/data_request', { ...person, data_request: { id: 9999 } }),
    ).toMatchObject([{ kind: 'data-request', requestId: '9999' }]);
  });
});
