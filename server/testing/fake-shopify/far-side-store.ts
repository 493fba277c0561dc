/** What the far side knows. Ids are strings of digits (some beyond 2^53), times ISO 8601 in UTC, money decimal strings. */
export interface FarVariant {
  readonly id: string;
  readonly title: string;
  readonly price: string;
  readonly sku: string;
  readonly inventory: number;
}

export interface FarProduct {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly vendor: string;
  readonly productType: string;
  readonly tags: readonly string[];
  readonly optionName: string;
  readonly variants: readonly FarVariant[];
  readonly imageUrl: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export type FarMarketingState = 'subscribed' | 'unsubscribed' | 'not_subscribed';

export interface FarCustomer {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly city: string;
  readonly zip: string;
  readonly countryCode: string;
  readonly marketing: { readonly state: FarMarketingState; readonly updatedAt: string | null };
  readonly tags?: readonly string[] | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface FarLine {
  readonly id: string;
  readonly productId: string;
  readonly variantId: string;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly vendor: string;
  readonly sku: string;
  readonly price: string;
  readonly quantity: number;
  /** Bought on a plan that comes again by itself. */
  readonly subscription?: boolean | undefined;
}

export interface FarCheckout {
  readonly token: string;
  readonly cartToken: string;
  /** Secret of the recovery link. */
  readonly key: string;
  readonly email: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly acceptsMarketing: boolean;
  readonly customerId: string | null;
  readonly countryCode: string;
  readonly lines: readonly FarLine[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly completedAt: string | null;
}

export interface FarOrder {
  readonly id: string;
  readonly number: number;
  readonly token: string;
  readonly checkoutToken: string | null;
  readonly cartToken: string | null;
  readonly customerId: string;
  readonly email: string;
  readonly acceptsMarketing: boolean;
  readonly lines: readonly FarLine[];
  /** The code that was used, and what it took off. */
  readonly discount?: { readonly code: string; readonly amount: string } | undefined;
  /** What was paid back. */
  readonly refunded?: string | undefined;
  readonly placedAt: string;
  readonly updatedAt: string;
  readonly fulfilledAt: string | null;
  readonly cancelledAt: string | null;
  readonly test: boolean;
}

export interface FarShopDetails {
  readonly id: string;
  /** `x.myshopify.com` */
  readonly domain: string;
  readonly name: string;
  /** Where customers shop. */
  readonly url: string;
  readonly email: string;
  readonly zone: string;
  readonly currency: string;
  readonly locale: string;
  readonly address: {
    readonly address1: string;
    readonly city: string;
    readonly zip: string;
    readonly countryCode: string;
  };
}

/** An app's web pixel, as activated: what the storefront loads it with. */
export interface FarWebPixel {
  readonly id: string;
  /** JSON text, as the Admin API takes it. */
  readonly settings: string;
}

/** What the shop pays the app; `status` is an `AppSubscriptionStatus`. */
export interface FarSubscription {
  readonly id: string;
  readonly name: string;
  readonly planHandle: string | null;
  readonly price: string;
  readonly trialDays: number;
  readonly status: 'PENDING' | 'ACTIVE' | 'FROZEN' | 'CANCELLED' | 'DECLINED' | 'EXPIRED';
  readonly createdAt: string;
}

/** A discount and its codes. */
export interface FarDiscount {
  readonly id: string;
  readonly title: string;
  /** 0.1 for ten percent; null for an amount. */
  readonly percentage: number | null;
  readonly amount: string | null;
  readonly minimum: string | null;
  /** Empty: everything. */
  readonly productIds: readonly string[];
  readonly endsAt: string | null;
  readonly codes: readonly string[];
  /** Each code is good once. */
  readonly used: readonly string[];
  readonly additions: readonly {
    readonly id: string;
    readonly results: readonly { readonly code: string; readonly taken: boolean }[];
    /** How often it was asked about. */
    readonly looks: number;
  }[];
  readonly deleted: boolean;
}

export type FarChange =
  | { readonly kind: 'discount'; readonly value: FarDiscount }
  | { readonly kind: 'web-pixel'; readonly value: FarWebPixel }
  | { readonly kind: 'subscription'; readonly value: FarSubscription }
  | { readonly kind: 'product'; readonly value: FarProduct }
  | { readonly kind: 'customer'; readonly value: FarCustomer }
  | { readonly kind: 'checkout'; readonly value: FarCheckout }
  | { readonly kind: 'order'; readonly value: FarOrder };

export interface FarSideStore {
  readonly details: FarShopDetails;
  readonly products: ReadonlyMap<string, FarProduct>;
  readonly customers: ReadonlyMap<string, FarCustomer>;
  readonly checkouts: ReadonlyMap<string, FarCheckout>;
  readonly orders: ReadonlyMap<string, FarOrder>;
  readonly subscriptions: ReadonlyMap<string, FarSubscription>;
  readonly discounts: ReadonlyMap<string, FarDiscount>;
  /** However it is written. */
  discountByCode(code: string): FarDiscount | undefined;
  customerByEmail(email: string): FarCustomer | undefined;
  webPixel(): FarWebPixel | undefined;
  /** Puts in without telling `onChange`: what was generated or read back. */
  load(changes: Iterable<FarChange>): void;
  save(change: FarChange): void;
}

const fold = (email: string): string => email.trim().toLowerCase();

/** `onChange` hears every `save` before it returns, so a holder can keep a journal. */
export const createFarSideStore = (
  details: FarShopDetails,
  onChange: (change: FarChange) => void = () => undefined,
): FarSideStore => {
  const products = new Map<string, FarProduct>();
  const customers = new Map<string, FarCustomer>();
  const checkouts = new Map<string, FarCheckout>();
  const orders = new Map<string, FarOrder>();
  const discounts = new Map<string, FarDiscount>();
  const emails = new Map<string, string>();
  const subscriptions = new Map<string, FarSubscription>();
  let webPixel: FarWebPixel | undefined;
  const put = (change: FarChange): void => {
    if (change.kind === 'web-pixel') webPixel = change.value;
    if (change.kind === 'subscription') subscriptions.set(change.value.id, change.value);
    if (change.kind === 'discount') discounts.set(change.value.id, change.value);
    if (change.kind === 'product') products.set(change.value.id, change.value);
    if (change.kind === 'checkout') checkouts.set(change.value.token, change.value);
    if (change.kind === 'order') orders.set(change.value.id, change.value);
    if (change.kind === 'customer') {
      customers.set(change.value.id, change.value);
      emails.set(fold(change.value.email), change.value.id);
    }
  };
  return {
    details,
    products,
    customers,
    checkouts,
    orders,
    subscriptions,
    discounts,
    discountByCode: (code) => {
      const folded = code.trim().toUpperCase();
      return [...discounts.values()].find((one) => one.codes.some((each) => each.toUpperCase() === folded));
    },
    webPixel: () => webPixel,
    customerByEmail: (email) => customers.get(emails.get(fold(email)) ?? ''),
    load: (changes) => {
      for (const change of changes) put(change);
    },
    save: (change) => {
      onChange(change);
      put(change);
    },
  };
};
