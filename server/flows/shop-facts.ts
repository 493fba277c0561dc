import type { Basket } from '../recommendations/companions.ts';
import type { ContactId, ShopId } from '../lib/brand.ts';
import type { Checkout, Order, Product } from '../shop/catalog.ts';
import type { Consent, Contact } from '../shop/contact.ts';
import type { Shop } from '../shop/shop.ts';
import type { StoreEvent } from '../shop/store-event.ts';

/** Any one match is enough. `since` bounds all but the tokens: those match whenever the order was placed. */
export interface SettlementQuery {
  readonly contacts: readonly ContactId[];
  readonly customerIds: readonly string[];
  readonly addresses: readonly string[];
  readonly phones: readonly string[];
  /** Checkout or cart tokens. */
  readonly tokens: readonly string[];
  readonly since: Date;
}

export interface ContactFacts {
  findMany(shop: ShopId, ids: readonly ContactId[]): Promise<readonly Contact[]>;
  findByCustomerIds(shop: ShopId, customerIds: readonly string[]): Promise<readonly Contact[]>;
  /** The newest statement of each who made one. */
  consentsOf(shop: ShopId, ids: readonly ContactId[]): Promise<ReadonlyMap<ContactId, Consent>>;
}

export interface CheckoutFacts {
  /** By its own token or by that of the cart it came from. */
  findByTokens(shop: ShopId, tokens: readonly string[]): Promise<readonly Checkout[]>;
  findOfContacts(shop: ShopId, contacts: readonly ContactId[]): Promise<readonly Checkout[]>;
}

export interface OrderFacts {
  findMany(shop: ShopId, ids: readonly string[]): Promise<readonly Order[]>;
  /** Cancelled ones too; test orders may be among them. */
  findForSettlement(shop: ShopId, query: SettlementQuery): Promise<readonly Order[]>;
  /** Oldest first, the newest `limit` of them; without cancelled and test orders. */
  recentBaskets(shop: ShopId, limit: number): AsyncIterable<Basket>;
}

export interface ProductFacts {
  findMany(shop: ShopId, ids: readonly string[]): Promise<readonly Product[]>;
  findByVendors(shop: ShopId, vendors: readonly string[], limit: number): Promise<readonly Product[]>;
}

/** What flows ask of the shop line; read when called, never cached. */
export interface ShopFacts {
  readonly shops: { find(shop: ShopId): Promise<Shop | null> };
  readonly contacts: ContactFacts;
  readonly checkouts: CheckoutFacts;
  readonly orders: OrderFacts;
  readonly products: ProductFacts;
  readonly events: {
    /** Oldest first, the newest `limit` of each. */
    findOfContacts(
      shop: ShopId,
      contacts: readonly ContactId[],
      limit: number,
    ): Promise<readonly StoreEvent[]>;
  };
}
