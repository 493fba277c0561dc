import { createCheckoutRepository } from '../../shop/checkouts.repository.ts';
import type { CheckoutRepository } from '../../shop/checkouts.repository.ts';
import { createConsentWriteRepository } from '../../shop/consent-writes.repository.ts';
import { createReconciliationRepository } from '../../shop/reconciliations.repository.ts';
import { createConsentRepository } from '../../shop/consents.repository.ts';
import type { ConsentRepository } from '../../shop/consents.repository.ts';
import { createContactProperties } from '../../shop/contact-properties.repository.ts';
import { createContactRepository } from '../../shop/contacts.repository.ts';
import type { ContactRepository } from '../../shop/contacts.repository.ts';
import { createDataRequestRepository } from '../../shop/data-requests.repository.ts';
import { createJournalRepository } from '../../shop/journal/journal.repository.ts';
import { createOrderFingerprint } from '../../shop/order-fingerprint.repository.ts';
import type { OrderFingerprint } from '../../shop/order-fingerprint.repository.ts';
import { createOrderRepository } from '../../shop/orders.repository.ts';
import type { OrderRepository } from '../../shop/orders.repository.ts';
import { createPersonTraces } from '../../shop/person-traces.repository.ts';
import { createProductRepository } from '../../shop/products.repository.ts';
import type { ProductRepository } from '../../shop/products.repository.ts';
import { createRedactionRepository } from '../../shop/redactions.repository.ts';
import { createShopTokenRepository } from '../../shop/shop-tokens.repository.ts';
import { createStoreEventRepository } from '../../shop/store-events.repository.ts';
import { createSuppressionRepository } from '../../shop/suppressions.repository.ts';
import type { SuppressionRepository } from '../../shop/suppressions.repository.ts';
import { asContactId } from '../../lib/brand.ts';
import { buildErased } from '../shop/build-erased.ts';
import { buildCheckoutFact, buildOrderFact, buildPerson, buildProductFact } from '../shop/build-facts.ts';
import { entry } from './entry.ts';
import type { Known } from './entry.ts';

const longAgo = new Date(0);
const person = buildPerson();
const address = 'mara@lumen.example';
const customerId = '9007199254740993111';
const winner = asContactId('winner');
const soldOut = { productId: 'p1', variantId: '1', available: false, at: longAgo };
const erased = ({ contact }: Known) =>
  buildErased({ contacts: [contact], addresses: [address], customerIds: [customerId], orderIds: ['5001'] });
const { checkout, stamp } = buildCheckoutFact({ phone: '+49301234567' });
const { order } = buildOrderFact();
const { product } = buildProductFact();

export const shopEntries = [
  entry<CheckoutRepository>({
    file: 'server/shop/checkouts.repository.ts',
    create: (connection) => createCheckoutRepository(connection),
    calls: {
      findMany: { kind: 'read', args: (shop) => [shop, ['checkout-1']] },
      findByCartTokens: { kind: 'read', args: (shop) => [shop, ['cart-1']] },
      findByCustomerIds: { kind: 'read', args: (shop) => [shop, [customerId]] },
      findByContacts: { kind: 'read', args: (shop, { contact }) => [shop, [contact]] },
      findByPhones: { kind: 'read', args: (shop) => [shop, ['+49301234567']] },
      markDeleted: { kind: 'change', args: (shop, { at }) => [shop, 'checkout-1', at] },
      relink: { kind: 'change', args: (shop, { contact }) => [shop, contact, winner] },
      erase: { kind: 'change', args: (shop, known) => [shop, erased(known)] },
      applyMany: { kind: 'change', args: (shop) => [shop, [{ checkout, stamp }]] },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry<ConsentRepository>({
    file: 'server/shop/consents.repository.ts',
    create: (connection) => createConsentRepository(connection),
    calls: {
      stateMany: {
        kind: 'fill',
        args: (shop, { at }) => [
          shop,
          [{ addressDigest: 'digest', state: 'subscribed', source: 'test', statedAt: at }],
        ],
      },
      find: { kind: 'read', args: (shop) => [shop, 'digest'] },
      findMany: { kind: 'read', args: (shop) => [shop, ['digest']] },
      erase: { kind: 'change', args: (shop, { at }) => [shop, 'digest', at] },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry({
    file: 'server/shop/contact-properties.repository.ts',
    create: createContactProperties,
    calls: {
      set: { kind: 'fill', args: (shop, { contact }) => [shop, contact, { name: 'size', value: 42 }] },
    },
  }),
  entry<ContactRepository>({
    file: 'server/shop/contacts.repository.ts',
    create: (connection) => createContactRepository(connection),
    calls: {
      findMany: { kind: 'read', args: (shop, { contact }) => [shop, [contact]] },
      findByAddress: { kind: 'read', args: (shop) => [shop, address] },
      findByCustomerId: { kind: 'read', args: (shop) => [shop, customerId] },
      findByAddresses: { kind: 'read', args: (shop) => [shop, [address]] },
      findByCustomerIds: { kind: 'read', args: (shop) => [shop, [customerId]] },
      describeMany: {
        kind: 'change',
        args: (shop, { contact }) => [shop, [{ id: contact, person: { firstName: 'Nobody' } }]],
      },
      redact: { kind: 'change', args: (shop, { contact, at }) => [shop, contact, at] },
      resolve: { kind: 'change', args: (shop, { at }) => [shop, { person, authoritative: true, at }] },
      mergeCustomers: { kind: 'change', args: (shop, { at }) => [shop, { kept: 'x', gone: customerId, at }] },
      createMany: { kind: 'change', args: (shop, { at }) => [shop, [{ person, authoritative: true, at }]] },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry({
    file: 'server/shop/data-requests.repository.ts',
    create: createDataRequestRepository,
    calls: {
      add: {
        kind: 'fill',
        args: (shop, { at }) => [shop, { requestId: 'r1', source: 'merchant', persons: ['digest'], at }],
      },
      list: { kind: 'read', args: (shop) => [shop] },
      answered: { kind: 'change', args: (shop) => [shop, 'r1'] },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry({
    file: 'server/shop/journal/journal.repository.ts',
    create: createJournalRepository,
    calls: {
      append: {
        kind: 'fill',
        args: (shop, { at }) => [
          shop,
          { at, source: 'webhook', facts: [{ text: '{}', persons: ['person-1'] }] },
        ],
      },
      read: { kind: 'read', args: (shop) => [shop] },
      erase: { kind: 'change', args: (shop) => [shop, ['person-1']] },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry<{ fingerprint: OrderFingerprint }>({
    file: 'server/shop/order-fingerprint.repository.ts',
    create: (connection) => ({ fingerprint: createOrderFingerprint(connection) }),
    calls: { fingerprint: { kind: 'read', args: (shop) => [shop] } },
  }),
  entry<OrderRepository>({
    file: 'server/shop/orders.repository.ts',
    create: (connection) => createOrderRepository(connection),
    calls: {
      findMany: { kind: 'read', args: (shop) => [shop, ['5001']] },
      findForSettlement: {
        kind: 'read',
        args: (shop, { contact }) => [
          shop,
          {
            contacts: [contact],
            addresses: [address],
            customerIds: [customerId],
            checkoutTokens: ['checkout-1'],
            cartTokens: ['cart-1'],
          },
        ],
      },
      findByContacts: { kind: 'read', args: (shop, { contact }) => [shop, [contact]] },
      purchases: { kind: 'read', args: (shop) => [shop, { limit: 10 }] },
      newest: { kind: 'read', args: (shop) => [shop, { since: longAgo, limit: 10 }] },
      addRefund: { kind: 'change', args: (shop) => [shop, '5001', ['p1']] },
      relink: { kind: 'change', args: (shop, { contact }) => [shop, contact, winner] },
      erase: { kind: 'change', args: (shop, known) => [shop, erased(known)] },
      applyMany: { kind: 'change', args: (shop) => [shop, [{ order, stamp: '3000' }]] },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry({
    file: 'server/shop/person-traces.repository.ts',
    create: createPersonTraces,
    calls: {
      ofContacts: { kind: 'read', args: (shop, { contact }) => [shop, [contact]] },
      // Answers with what it was asked; an alias of a stranger's is not among them.
      withAliases: { kind: 'change', args: (shop, { contact }) => [shop, [contact]] },
    },
  }),
  entry<ProductRepository>({
    file: 'server/shop/products.repository.ts',
    create: (connection) => createProductRepository(connection),
    calls: {
      findMany: { kind: 'read', args: (shop) => [shop, ['p1']] },
      findByVendors: { kind: 'read', args: (shop) => [shop, ['Lumen'], 10] },
      idsByTypes: { kind: 'read', args: (shop) => [shop, ['Lamp']] },
      idsBySkus: { kind: 'read', args: (shop) => [shop, ['sku-1']] },
      search: { kind: 'read', args: (shop) => [shop, 'lamp', 10] },
      markDeleted: { kind: 'change', args: (shop, { at }) => [shop, 'p1', at] },
      tellStock: { kind: 'change', args: (shop) => [shop, soldOut] },
      applyMany: { kind: 'change', args: (shop) => [shop, [{ product, stamp: '3000' }]] },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry({
    file: 'server/shop/redactions.repository.ts',
    create: createRedactionRepository,
    calls: {
      add: {
        kind: 'fill',
        args: (shop, { contact, at }) => [shop, { digests: ['digest'], contacts: [contact], at }],
      },
      findMany: { kind: 'read', args: (shop) => [shop, ['digest']] },
      knownOf: { kind: 'read', args: (shop) => [shop, ['digest']] },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry({
    file: 'server/shop/shop-tokens.repository.ts',
    create: createShopTokenRepository,
    calls: {
      save: { kind: 'fill', args: (shop) => [shop, { accessToken: 'sealed' }] },
      find: { kind: 'read', args: (shop) => [shop] },
      expireAccess: { kind: 'change', args: (shop) => [shop, 'sealed'] },
      expirePair: { kind: 'change', args: (shop) => [shop, 'sealed'] },
      replace: {
        kind: 'change',
        args: (shop) => [shop, { accessToken: 'sealed' }, { accessToken: 'other' }],
      },
      lease: { kind: 'fill', args: (shop) => [shop, 'token'] },
      release: { kind: 'change', args: (shop) => [shop, 'token'] },
      delete: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry({
    file: 'server/shop/consent-writes.repository.ts',
    create: createConsentWriteRepository,
    calls: {
      wake: { kind: 'change', args: (shop, { contact }) => [shop, [contact]] },
      add: {
        kind: 'fill',
        args: (shop, { contact, at }) => [
          shop,
          { addressDigest: 'digest', contact, state: 'unsubscribed', statedAt: at },
        ],
      },
      fail: {
        kind: 'change',
        args: (shop, { at }) => [
          shop,
          { addressDigest: 'digest', statedAt: at },
          { code: 'platform_unreachable', afterMs: 1000 },
        ],
      },
      remove: { kind: 'change', args: (shop, { at }) => [shop, { addressDigest: 'digest', statedAt: at }] },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry({
    file: 'server/shop/reconciliations.repository.ts',
    create: createReconciliationRepository,
    calls: {
      save: { kind: 'fill', args: (shop, { at }) => [shop, 'orders', { until: at, found: 1 }] },
      find: { kind: 'read', args: (shop) => [shop] },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry({
    file: 'server/shop/store-events.repository.ts',
    create: createStoreEventRepository,
    calls: {
      ofContacts: {
        kind: 'read',
        args: (shop, { contact }) => [shop, [contact], { types: ['checkout.updated'], since: longAgo }],
      },
      attach: {
        kind: 'change',
        args: (shop, { contact }) => [shop, 'visitor-1', { contact, since: longAgo }],
      },
      heardByWebhook: {
        kind: 'read',
        args: (shop) => [shop, { types: ['checkout.updated'], since: longAgo }],
      },
      forgetVisits: { kind: 'change', args: (shop, { contact }) => [shop, [contact]] },
      relink: { kind: 'change', args: (shop, { contact }) => [shop, contact, winner] },
      record: { kind: 'change', args: (shop) => [shop, []] },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry<SuppressionRepository>({
    file: 'server/shop/suppressions.repository.ts',
    create: (connection) => createSuppressionRepository(connection),
    calls: {
      add: {
        kind: 'fill',
        args: (shop, { at }) => [shop, { addressDigest: 'digest', reason: 'manual', at }],
      },
      findMany: { kind: 'read', args: (shop) => [shop, ['digest']] },
      lift: { kind: 'change', args: (shop) => [shop, 'digest'] },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
];
