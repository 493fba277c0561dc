import type { PurchaseLine } from '../recommendations/reorder-model.ts';
import type { ContactId, ShopId } from '../lib/brand.ts';
import type { Checkout, Order, Product } from '../shop/catalog.ts';
import type { Consent, Contact } from '../shop/contact.ts';
import type { OrderPlace } from '../shop/orders.repository.ts';
import type { Shop } from '../shop/shop.ts';
import type { StoreEvent, StoreEventType } from '../shop/store-event.ts';

/** Any one match is enough. */
export interface SettlementQuery {
  readonly contacts: readonly ContactId[];
  readonly customerIds: readonly string[];
  readonly addresses: readonly string[];
  readonly phones: readonly string[];
  readonly checkoutTokens: readonly string[];
  readonly cartTokens: readonly string[];
}

export interface ContactFacts {
  /** By the ids asked for, aliases followed: the contact found may carry another id than its key. */
  findMany(shop: ShopId, ids: readonly ContactId[]): Promise<ReadonlyMap<ContactId, Contact>>;
  findByCustomerIds(shop: ShopId, customerIds: readonly string[]): Promise<readonly Contact[]>;
  /** The newest statement of each who made one. */
  consentsOf(shop: ShopId, ids: readonly ContactId[]): Promise<ReadonlyMap<ContactId, Consent>>;
}

export interface CheckoutFacts {
  findMany(shop: ShopId, tokens: readonly string[]): Promise<readonly Checkout[]>;
  findByCartTokens(shop: ShopId, cartTokens: readonly string[]): Promise<readonly Checkout[]>;
  findByCustomerIds(shop: ShopId, customerIds: readonly string[]): Promise<readonly Checkout[]>;
  findByContacts(shop: ShopId, contacts: readonly ContactId[]): Promise<readonly Checkout[]>;
  /** However the numbers are written. */
  findByPhones(shop: ShopId, phones: readonly string[]): Promise<readonly Checkout[]>;
}

export interface OrderFacts {
  findMany(shop: ShopId, ids: readonly string[]): Promise<readonly Order[]>;
  /** Cancelled ones too; test orders may be among them. */
  findForSettlement(shop: ShopId, query: SettlementQuery): Promise<readonly Order[]>;
  /** Everything that was bought and kept, in batches, in any order; an order of nobody we know is somebody of its own. */
  purchases(shop: ShopId): AsyncIterable<readonly PurchaseLine[]>;
  /** Newest first, placed before the cursor; without cancelled and test orders. */
  newest(
    shop: ShopId,
    page: { readonly since: Date; readonly before?: OrderPlace | undefined; readonly limit: number },
  ): Promise<readonly OrderPlace[]>;
}

export interface ProductFacts {
  findMany(shop: ShopId, ids: readonly string[]): Promise<readonly Product[]>;
  findByVendors(shop: ShopId, vendors: readonly string[], limit: number): Promise<readonly Product[]>;
  /** Active ones by their type; a type of more than fifty is left out. */
  idsByTypes(shop: ShopId, types: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** What flows ask of the shop line; read when called, never cached. */
export interface ShopFacts {
  readonly shops: { find(shop: ShopId): Promise<Shop | null> };
  readonly contacts: ContactFacts;
  readonly checkouts: CheckoutFacts;
  readonly orders: OrderFacts;
  readonly products: ProductFacts;
  readonly events: {
    /** Oldest first. */
    ofContacts(
      shop: ShopId,
      contacts: readonly ContactId[],
      what: { readonly types: readonly StoreEventType[]; readonly since: Date },
    ): Promise<readonly StoreEvent[]>;
  };
}
