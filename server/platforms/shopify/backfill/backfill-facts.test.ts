import { describe, expect, it } from '@jest/globals';
import type { BulkGroup } from './bulk-lines.ts';
import { customerFacts } from './customer-facts.ts';
import { orderFacts } from './order-facts.ts';
import { productFacts } from './product-facts.ts';

const at = '2026-03-02T10:00:00Z';
const later = '2026-03-05T10:00:00Z';
const money = (amount: string) => ({ shopMoney: { amount, currencyCode: 'EUR' } });
const group = (root: object, children: readonly object[] = []): BulkGroup => ({
  root: { ...root },
  children: children.map((child) => ({ ...child })),
  lines: 1,
  broken: [],
});

const anOrder = (over: object = {}) => ({
  id: 'gid://shopify/Order/5001',
  name: '#1001',
  createdAt: at,
  updatedAt: later,
  test: false,
  email: 'mara@example.com',
  displayFulfillmentStatus: 'UNFULFILLED',
  displayFinancialStatus: 'PAID',
  customer: { id: 'gid://shopify/Customer/7', firstName: 'Mara' },
  currentTotalPriceSet: money('24.00'),
  fulfillments: [],
  ...over,
});
const aLine = (over: object = {}) => ({
  quantity: 2,
  title: 'Hand wash',
  product: { id: 'gid://shopify/Product/1' },
  variant: { id: 'gid://shopify/ProductVariant/11' },
  originalUnitPriceSet: money('12.00'),
  ...over,
});
const orderOf = (over: object = {}, lines: readonly object[] = [aLine()]) =>
  orderFacts(group(anOrder(over), lines))[0];

describe('an order of the past', () => {
  it('is what a webhook would have told, by the same bare ids', () => {
    expect(orderOf()).toMatchObject({
      kind: 'order',
      person: { address: 'mara@example.com', customerId: '7', firstName: 'Mara' },
      order: {
        id: '5001',
        customerId: '7',
        placedAt: new Date(at),
        total: { amount: '24.00', currency: 'EUR' },
        lines: [{ productId: '1', variantId: '11', quantity: 2, price: '12.00' }],
        refundedProductIds: [],
        financialStatus: 'paid',
      },
    });
  });

  it.each([
    ['its last parcel', { fulfillments: [{ createdAt: at }, { createdAt: later }] }, later],
    ['its last change, when no parcel is known', {}, later],
  ])('was fulfilled with %s', (_name, over, time) => {
    const fact = orderOf({ displayFulfillmentStatus: 'FULFILLED', ...over });

    expect(fact).toMatchObject({ order: { fulfilledAt: new Date(time) } });
  });

  it('is not fulfilled by a part of it', () => {
    const fact = orderOf({
      displayFulfillmentStatus: 'PARTIALLY_FULFILLED',
      fulfillments: [{ createdAt: at }],
    });

    expect(fact).toMatchObject({ order: { fulfilledAt: undefined } });
  });

  it('leaves out what was taken back, and remembers what that was', () => {
    const fact = orderOf({}, [
      aLine({ currentQuantity: 0, product: { id: 'gid://shopify/Product/9' } }),
      aLine({ currentQuantity: 1 }),
    ]);

    expect(fact).toMatchObject({
      order: { lines: [{ productId: '1', quantity: 1 }], refundedProductIds: ['9'] },
    });
  });

  it('may be a guest’s, of things that are no longer in the catalogue', () => {
    const fact = orderOf({ customer: null }, [aLine({ product: null, variant: null })]);

    expect(fact).toMatchObject({ order: { customerId: undefined, lines: [{ productId: undefined }] } });
  });

  it('is refused when it is not of the shape that was asked for', () => {
    expect(() => orderOf({ createdAt: 'yesterday' })).toThrow('createdAt');
  });
});

describe('a customer of the past', () => {
  const aCustomer = (email: object | null) =>
    customerFacts(
      group({ id: 'gid://shopify/Customer/7', createdAt: at, updatedAt: later, defaultEmailAddress: email }),
    );
  const consentOf = (email: object | null) => aCustomer(email).find(({ kind }) => kind === 'consent');

  it('said so when they said so', () => {
    const email = {
      emailAddress: 'mara@example.com',
      marketingState: 'SUBSCRIBED',
      marketingUpdatedAt: later,
    };

    expect(consentOf(email)).toMatchObject({ consent: { state: 'subscribed', statedAt: new Date(later) } });
  });

  it('said so when they came, where no time is told', () => {
    const email = {
      emailAddress: 'mara@example.com',
      marketingState: 'UNSUBSCRIBED',
      marketingUpdatedAt: null,
    };

    expect(consentOf(email)).toMatchObject({ consent: { state: 'unsubscribed', statedAt: new Date(at) } });
  });

  it.each(['INVALID', 'REDACTED'])('must not be mailed when Shopify says %s', (marketingState) => {
    const consent = consentOf({ emailAddress: 'mara@example.com', marketingState });

    expect(consent).toMatchObject({ consent: { state: 'unsubscribed' } });
  });

  it.each(['NOT_SUBSCRIBED', null])('said nothing by %s', (marketingState) => {
    expect(consentOf({ emailAddress: 'mara@example.com', marketingState })).toBeUndefined();
  });

  it('is known without an address', () => {
    expect(aCustomer(null)).toMatchObject([
      { kind: 'customer', person: { customerId: '7', address: undefined } },
    ]);
  });
});

describe('a product of the past', () => {
  const aProduct = (over: object = {}, variants: readonly object[] = []) =>
    productFacts(
      group(
        { id: 'gid://shopify/Product/1', title: 'Hand wash', status: 'ACTIVE', updatedAt: at, ...over },
        variants,
      ),
    )[0];

  it('comes with its variants, those of unknown stock too', () => {
    const variants = [
      { id: 'gid://shopify/ProductVariant/11', title: '500 ml', price: '12.00', availableForSale: false },
      { id: 'gid://shopify/ProductVariant/12', title: null, price: 9, availableForSale: null },
    ];

    expect(aProduct({}, variants)).toMatchObject({
      product: {
        id: '1',
        variants: [
          { id: '11', title: '500 ml', price: '12.00', available: false },
          { id: '12', title: '', price: '9', available: undefined },
        ],
      },
    });
  });

  it.each([
    ['ACTIVE', 'active'],
    ['DRAFT', 'draft'],
    ['ARCHIVED', 'archived'],
  ])('that is %s is %s', (status, expected) => {
    expect(aProduct({ status })).toMatchObject({ product: { status: expected } });
  });

  it('has a picture where one was taken', () => {
    const featuredMedia = { preview: { image: { url: 'https://cdn.example/1.jpg' } } };

    expect(aProduct({ featuredMedia })).toMatchObject({ product: { imageUrl: 'https://cdn.example/1.jpg' } });
    expect(aProduct({ featuredMedia: { preview: null } })).toMatchObject({
      product: { imageUrl: undefined },
    });
  });
});
