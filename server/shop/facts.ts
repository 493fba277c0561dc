import type { Checkout, LineItem, Order, Product } from './catalog.ts';
import type { Subscription } from './billing/subscription.ts';
import type { ConsentState } from './contact.ts';
import type { JournaledSettings } from './merchant-settings.ts';
import type { Preferences } from './preferences.ts';

/** What a platform says about a person; any field may be missing. */
export interface PersonFacts {
  readonly address?: string | undefined;
  readonly customerId?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly phone?: string | undefined;
  readonly locale?: string | undefined;
  readonly countryCode?: string | undefined;
}

export interface ConsentFact {
  readonly person: PersonFacts;
  readonly state: ConsentState;
  readonly source: string;
  /**
   * Which statement this is, e.g. `checkout:<token>`: heard again it keeps its earliest time, for repeating is not saying
   * it anew. Absent: every time stated is a statement of its own.
   */
  readonly statement?: string | undefined;
  readonly statedAt: Date;
  readonly textVersion?: string | undefined;
  readonly ip?: string | undefined;
}

export interface PreferencesFact extends Omit<Preferences, 'shop' | 'addressDigest'> {
  readonly person: PersonFacts;
}

/** What the platform says about the shop itself; absent fields stay as they are. */
export interface ShopDetails {
  readonly name?: string | undefined;
  readonly url?: string | undefined;
  readonly zone?: string | undefined;
  readonly currency?: string | undefined;
  readonly locale?: string | undefined;
  readonly countryCode?: string | undefined;
}

/** A cart nobody has left an address in: it starts nothing, but the journal can tell of it. */
export interface CartFacts {
  readonly token: string;
  readonly lines: readonly LineItem[];
  readonly updatedAt: Date;
}

/**
 * What a visitor of the storefront did, as the pixel tells it. Nothing in it names an address: whoever it is is found out
 * by the checkout's token or the customer's id, of which the platform itself tells us.
 */
export interface VisitFacts {
  /** The browser's own id of the event: heard twice it is one. */
  readonly id: string;
  /** `visitorDigest` of the browser's own id. */
  readonly visitor: string;
  readonly did: 'viewed-product' | 'filled-cart' | 'began-checkout';
  readonly productIds: readonly string[];
  readonly customerId?: string | undefined;
  readonly checkoutToken?: string | undefined;
  readonly at: Date;
}

/** Something a merchant, or their platform for them, has put a customer under or taken them out of. */
export interface MarkFacts {
  readonly person: PersonFacts;
  readonly did: 'tagged' | 'untagged' | 'joined-segment' | 'left-segment';
  /** Tags by their words, segments by the platform's id. */
  readonly names: readonly string[];
  readonly at: Date;
}

/** What a platform says about one variant's stock, besides the product itself. */
export interface StockFacts {
  readonly productId: string;
  /** Digits. */
  readonly variantId: string;
  readonly available: boolean;
  readonly at: Date;
}

type WithoutShop<Document> = Omit<Document, 'shop' | 'contact'>;

/** What one delivery (or one back-filled line) means, in words no platform owns. `stamp` orders versions of one document. */
export type StoreFact =
  | {
      readonly kind: 'checkout';
      readonly checkout: WithoutShop<Checkout>;
      readonly person: PersonFacts;
      readonly stamp: string;
    }
  | { readonly kind: 'checkout-deleted'; readonly token: string; readonly at: Date }
  | { readonly kind: 'cart'; readonly cart: CartFacts }
  | { readonly kind: 'visit'; readonly visit: VisitFacts }
  | {
      readonly kind: 'order';
      readonly order: WithoutShop<Order>;
      readonly person: PersonFacts;
      readonly stamp: string;
    }
  | {
      readonly kind: 'refund';
      readonly orderId: string;
      readonly refundId: string;
      readonly productIds: readonly string[];
      readonly at: Date;
    }
  | { readonly kind: 'product'; readonly product: Omit<Product, 'shop'>; readonly stamp: string }
  | { readonly kind: 'product-deleted'; readonly id: string; readonly at: Date }
  | { readonly kind: 'stock'; readonly stock: StockFacts }
  | { readonly kind: 'mark'; readonly mark: MarkFacts }
  | { readonly kind: 'scopes'; readonly scopes: readonly string[]; readonly at: Date }
  | { readonly kind: 'customer'; readonly person: PersonFacts; readonly at: Date }
  /** Two customers are one from now on: `gone` is the id that is no more. */
  | { readonly kind: 'customers-merged'; readonly kept: string; readonly gone: string; readonly at: Date }
  | { readonly kind: 'consent'; readonly consent: ConsentFact }
  | { readonly kind: 'preferences'; readonly preferences: PreferencesFact }
  | {
      readonly kind: 'data-request';
      readonly source: 'platform' | 'merchant';
      readonly person: PersonFacts;
      readonly requestId: string;
      readonly at: Date;
    }
  | {
      readonly kind: 'redact-person';
      readonly person: PersonFacts;
      readonly orderIds: readonly string[];
      readonly at: Date;
    }
  | { readonly kind: 'shop-details'; readonly details: ShopDetails; readonly at: Date }
  | {
      readonly kind: 'settings';
      /** What they were, whole: a replay begins with the oldest. */
      readonly before: JournaledSettings;
      readonly settings: JournaledSettings;
      readonly at: Date;
    }
  | {
      /** Somebody is to be brought into the flows that are asked for by this name. */
      readonly kind: 'flow-request';
      readonly person: PersonFacts;
      readonly request: string;
      readonly name: string;
      readonly at: Date;
    }
  | { readonly kind: 'subscription'; readonly subscription: Subscription }
  | { readonly kind: 'uninstalled'; readonly at: Date }
  | { readonly kind: 'shop-redacted'; readonly at: Date };

export type FactKind = StoreFact['kind'];
export type FactOf<Kind extends FactKind> = Extract<StoreFact, { readonly kind: Kind }>;
