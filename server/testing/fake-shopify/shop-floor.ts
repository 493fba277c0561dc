import { randomBytes } from 'node:crypto';
import { EncoreError } from '../../lib/errors.ts';
import type {
  FarCheckout,
  FarCustomer,
  FarLine,
  FarMarketingState,
  FarOrder,
  FarSideStore,
} from './far-side-store.ts';
import { cartPayload } from './payloads/cart-payload.ts';
import { checkoutPayload } from './payloads/checkout-payload.ts';
import {
  consentPayload,
  customerTopicPayload,
  mergePayload,
  tagsPayload,
} from './payloads/customer-payload.ts';
import { numericId } from './payloads/json-body.ts';
import { orderPayload } from './payloads/order-payload.ts';
import { totalOf } from './payloads/money.ts';
import { productPayload } from './payloads/product-payload.ts';
import { redeemCode } from './redeem-code.ts';
import type { WebhookSender } from './webhook-sender.ts';

export interface CartItem {
  readonly variantId: string;
  readonly quantity: number;
  readonly subscription?: boolean | undefined;
}

export interface CheckoutInput {
  readonly token?: string | undefined;
  readonly cartToken: string;
  readonly items: readonly CartItem[];
  readonly email: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly acceptsMarketing: boolean;
}

/** What can happen in the shop. Visitors, living customers and tests all act through it, so all send the same webhooks. */
export interface ShopFloor {
  changeCart(token: string, items: readonly CartItem[], isNew: boolean): void;
  saveCheckout(input: CheckoutInput): FarCheckout;
  /** A code that is no good is no hindrance: the order is placed without it, as at Shopify. */
  buy(checkoutToken: string, discountCode?: string | null): FarOrder;
  /** Pays the whole order back; its products stay bought. */
  refund(orderId: string): FarOrder;
  fulfil(orderId: string, at?: Date): FarOrder;
  cancel(orderId: string): FarOrder;
  setMarketing(customerId: string, state: FarMarketingState, at?: Date): FarCustomer;
  addTags(customerId: string, tags: readonly string[]): FarCustomer;
  describe(customerId: string, words: Partial<Pick<FarCustomer, 'firstName' | 'lastName'>>): FarCustomer;
  /** The second is no more; what was theirs is the first one's. */
  mergeCustomers(keptId: string, goneId: string): FarCustomer;
  setInventory(productId: string, variantId: string, inventory: number): void;
}

interface ShopFloorDeps {
  readonly store: FarSideStore;
  readonly sender: Pick<WebhookSender, 'send'>;
  /** Shop time. */
  readonly now: () => Date;
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
/** Ids of live things start far beyond 2^53, where a careless JSON.parse would bend them. */
const newId = (): string => `${820_000_000_000_000_000n + BigInt(`0x${hex(6)}`)}`;

export const createShopFloor = ({ store, sender, now }: ShopFloorDeps): ShopFloor => {
  const lineOf = (item: CartItem): FarLine => {
    for (const product of store.products.values()) {
      const variant = product.variants.find((candidate) => candidate.id === item.variantId);
      if (variant === undefined) continue;
      return {
        id: newId(),
        productId: product.id,
        variantId: variant.id,
        title: product.title,
        variantTitle: product.variants.length > 1 ? variant.title : null,
        vendor: product.vendor,
        sku: variant.sku,
        price: variant.price,
        quantity: item.quantity,
        ...(item.subscription === true && { subscription: true }),
      };
    }
    throw new EncoreError('not_found', { message: `no variant ${item.variantId}` });
  };

  const found = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new EncoreError('not_found');
    return value;
  };

  const saveOrder = (order: FarOrder, topics: readonly string[]): FarOrder => {
    store.save({ kind: 'order', value: order });
    for (const topic of topics) sender.send(topic, orderPayload(order, store), now());
    return order;
  };

  const announceConsent = (customer: FarCustomer): void => {
    sender.send('customers_email_marketing_consent/update', consentPayload(customer, store.details), now());
  };

  const newCustomer = (checkout: FarCheckout, email: string): FarCustomer => {
    const at = now().toISOString();
    const customer: FarCustomer = {
      id: newId(),
      email,
      firstName: checkout.firstName,
      lastName: checkout.lastName,
      city: 'Berlin',
      zip: '10115',
      countryCode: 'DE',
      marketing: { state: 'not_subscribed', updatedAt: null },
      createdAt: at,
      updatedAt: at,
    };
    store.save({ kind: 'customer', value: customer });
    sender.send('customers/create', customerTopicPayload(customer, store.details), now());
    return customer;
  };

  const floor: ShopFloor = {
    changeCart: (token, items, isNew) => {
      const at = now().toISOString();
      const cart = { token, lines: items.map(lineOf), createdAt: at, updatedAt: at };
      sender.send(isNew ? 'carts/create' : 'carts/update', cartPayload(cart, store.details), now());
    },
    saveCheckout: (input) => {
      const at = now().toISOString();
      const before = store.checkouts.get(input.token ?? '');
      const checkout: FarCheckout = {
        token: before?.token ?? hex(16),
        key: before?.key ?? hex(12),
        cartToken: input.cartToken,
        email: input.email,
        firstName: input.firstName,
        lastName: input.lastName,
        acceptsMarketing: input.acceptsMarketing,
        customerId: store.customerByEmail(input.email ?? '')?.id ?? null,
        countryCode: 'DE',
        lines: input.items.map(lineOf),
        createdAt: before?.createdAt ?? at,
        updatedAt: at,
        completedAt: null,
      };
      store.save({ kind: 'checkout', value: checkout });
      const topic = before === undefined ? 'checkouts/create' : 'checkouts/update';
      sender.send(topic, checkoutPayload(checkout, store), now());
      return checkout;
    },
    buy: (checkoutToken, discountCode) => {
      const checkout = found(store.checkouts.get(checkoutToken));
      const at = now().toISOString();
      const email = found(checkout.email ?? undefined);
      const customer = store.customerByEmail(email) ?? newCustomer(checkout, email);
      if (checkout.acceptsMarketing) floor.setMarketing(customer.id, 'subscribed');
      const completed = { ...checkout, customerId: customer.id, updatedAt: at, completedAt: at };
      store.save({ kind: 'checkout', value: completed });
      const redeemed = redeemCode(store, discountCode, { lines: checkout.lines, now: now() });
      const order: FarOrder = {
        id: newId(),
        number: 1001 + store.orders.size,
        token: hex(16),
        checkoutToken: checkout.token,
        cartToken: checkout.cartToken,
        customerId: customer.id,
        email,
        acceptsMarketing: checkout.acceptsMarketing,
        lines: checkout.lines,
        placedAt: at,
        updatedAt: at,
        fulfilledAt: null,
        cancelledAt: null,
        test: false,
        ...(redeemed !== undefined && { discount: { code: redeemed.code, amount: redeemed.amount } }),
      };
      if (redeemed !== undefined) {
        const { discount, code } = redeemed;
        store.save({ kind: 'discount', value: { ...discount, used: [...discount.used, code] } });
      }
      saveOrder(order, ['orders/create', 'orders/paid']);
      sender.send('checkouts/update', checkoutPayload(completed, store), now());
      return order;
    },
    fulfil: (orderId, at = now()) => {
      const order = found(store.orders.get(orderId));
      if (order.fulfilledAt !== null) return order;
      const fulfilledAt = at.toISOString();
      return saveOrder({ ...order, fulfilledAt, updatedAt: fulfilledAt }, ['orders/fulfilled']);
    },
    refund: (orderId) => {
      const order = found(store.orders.get(orderId));
      const refunded = totalOf(order.lines);
      return saveOrder({ ...order, refunded, updatedAt: now().toISOString() }, ['orders/updated']);
    },
    cancel: (orderId) => {
      const order = found(store.orders.get(orderId));
      const at = now().toISOString();
      return saveOrder({ ...order, cancelledAt: at, updatedAt: at }, ['orders/cancelled']);
    },
    setMarketing: (customerId, state, at = now()) => {
      const before = found(store.customers.get(customerId));
      const iso = at.toISOString();
      const customer = { ...before, marketing: { state, updatedAt: iso }, updatedAt: iso };
      store.save({ kind: 'customer', value: customer });
      announceConsent(customer);
      return customer;
    },
    addTags: (customerId, tags) => {
      const before = found(store.customers.get(customerId));
      const added = tags.filter((tag) => before.tags?.includes(tag) !== true);
      const customer = { ...before, tags: [...(before.tags ?? []), ...added] };
      store.save({ kind: 'customer', value: customer });
      if (added.length > 0) sender.send('customer.tags_added', tagsPayload(customer, added, now()), now());
      return customer;
    },
    describe: (customerId, words) => {
      const customer = {
        ...found(store.customers.get(customerId)),
        ...words,
        updatedAt: now().toISOString(),
      };
      store.save({ kind: 'customer', value: customer });
      sender.send('customers/update', customerTopicPayload(customer, store.details), now());
      return customer;
    },
    mergeCustomers: (keptId, goneId) => {
      const [kept, gone] = [found(store.customers.get(keptId)), found(store.customers.get(goneId))];
      for (const order of store.orders.values())
        if (order.customerId === gone.id)
          store.save({ kind: 'order', value: { ...order, customerId: kept.id } });
      sender.send('customers/merge', mergePayload(kept, gone), now());
      sender.send('customers/delete', { id: numericId(gone.id) }, now());
      return kept;
    },
    setInventory: (productId, variantId, inventory) => {
      const before = found(store.products.get(productId));
      const variants = before.variants.map((variant) =>
        variant.id === variantId ? { ...variant, inventory } : variant,
      );
      const product = { ...before, variants, updatedAt: now().toISOString() };
      store.save({ kind: 'product', value: product });
      sender.send('products/update', productPayload(product, store.details), now());
      const was = before.variants.find(({ id }) => id === variantId)?.inventory ?? 0;
      if (was > 0 !== inventory > 0) {
        const topic = inventory > 0 ? 'variants/in_stock' : 'variants/out_of_stock';
        sender.send(topic, { id: numericId(variantId), product_id: numericId(productId) }, now());
      }
    },
  };
  return floor;
};
