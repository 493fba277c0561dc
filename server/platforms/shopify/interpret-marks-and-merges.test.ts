import { describe, expect, it } from '@jest/globals';
import { interpretPayload } from '../../testing/shop/shopify-payloads.ts';

const gid = (kind: string, id: string): string => `gid://shopify/${kind}/${id}`;

describe('customers/merge', () => {
  const body = {
    admin_graphql_api_customer_kept_id: gid('Customer', '1'),
    admin_graphql_api_customer_deleted_id: gid('Customer', '2'),
    admin_graphql_api_job_id: null,
    errors: [],
  };

  it('makes one of two once it is done', () => {
    expect(interpretPayload('customers/merge', { ...body, status: 'completed' })).toMatchObject([
      { kind: 'customers-merged', kept: '1', gone: '2' },
    ]);
  });

  it.each(['failed', 'requested', 'in_progress', null])('says nothing while it is %p', (status) => {
    const errors = [{ customer_ids: [1], field: 'merge_in_progress', message: 'is being merged' }];
    expect(
      interpretPayload('customers/merge', {
        ...body,
        admin_graphql_api_customer_deleted_id: null,
        status,
        errors,
      }),
    ).toEqual([]);
  });

  it('is refused when it does not name both', () => {
    expect(() =>
      interpretPayload('customers/merge', {
        ...body,
        admin_graphql_api_customer_kept_id: null,
        status: 'completed',
      }),
    ).toThrow(expect.objectContaining({ code: 'payload_invalid' }));
  });
});

describe('what customers are put under', () => {
  const occurredAt = '2026-03-02T10:00:00.000Z';

  it.each([
    {
      topic: 'customer.tags_added',
      body: { tags: ['vip', 'early'] },
      did: 'tagged',
      names: ['vip', 'early'],
    },
    { topic: 'customer.tags_removed', body: { tags: ['vip'] }, did: 'untagged', names: ['vip'] },
    {
      topic: 'customer.joined_segment',
      body: { segmentId: gid('Segment', '5') },
      did: 'joined-segment',
      names: ['5'],
    },
    {
      topic: 'customer.left_segment',
      body: { segmentId: gid('Segment', '5') },
      did: 'left-segment',
      names: ['5'],
    },
  ])('is told by $topic', ({ topic, body, did, names }) => {
    const facts = interpretPayload(topic, { customerId: gid('Customer', '7'), occurredAt, ...body });

    expect(facts).toEqual([
      { kind: 'mark', mark: { person: { customerId: '7' }, did, names, at: new Date(occurredAt) } },
    ]);
  });

  it.each(['customer.tags_added', 'customer.joined_segment'])('%s without a customer is refused', (topic) => {
    expect(() => interpretPayload(topic, { tags: ['vip'], segmentId: 5, occurredAt })).toThrow(
      expect.objectContaining({ code: 'payload_invalid' }),
    );
  });
});

describe('variants', () => {
  it.each([
    ['variants/in_stock', true],
    ['variants/out_of_stock', false],
  ])('%s', (topic, available) => {
    const facts = interpretPayload(topic, { id: '788032119674292923', product_id: 9, title: 'One' });

    expect(facts).toMatchObject([
      { kind: 'stock', stock: { variantId: '788032119674292923', productId: '9', available } },
    ]);
  });

  it.each([{ id: '1' }, { id: '$where', product_id: 9 }, { id: 'a.b', product_id: 9 }])(
    'are refused as %p',
    (body) => {
      expect(() => interpretPayload('variants/in_stock', body)).toThrow(
        expect.objectContaining({ code: 'payload_invalid' }),
      );
    },
  );
});

describe('app/scopes_update', () => {
  it('tells what is granted now', () => {
    const facts = interpretPayload('app/scopes_update', {
      id: 1,
      shop_id: gid('Shop', '548380009'),
      previous: ['read_products'],
      current: ['write_products', 'read_products'],
      updated_at: '2026-06-25T00:00:00.000Z',
    });

    expect(facts).toEqual([
      {
        kind: 'scopes',
        scopes: ['read_products', 'write_products'],
        at: new Date('2026-06-25T00:00:00.000Z'),
      },
    ]);
  });
});
