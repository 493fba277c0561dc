import type { ContactId, ShopId } from '../lib/brand.ts';

/** What one code took off an order, in its currency; `net` of what was refunded since, as far as the platform told. */
export interface OrderDiscount {
  readonly code: string;
  readonly amount: string;
  readonly net: string;
}

/** Money is a decimal string with its currency: never a float. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

export interface LineItem {
  readonly productId?: string | undefined;
  readonly variantId?: string | undefined;
  readonly sku?: string | undefined;
  readonly title: string;
  readonly variantTitle?: string | undefined;
  readonly vendor?: string | undefined;
  readonly quantity: number;
  /** Price of one. */
  readonly price: string;
  /** It comes again by itself: the person subscribed to it. */
  readonly subscription?: boolean | undefined;
}

export interface Checkout {
  readonly shop: ShopId;
  /** `token`, else `cart_token`. */
  readonly token: string;
  readonly cartToken?: string | undefined;
  readonly contact?: ContactId | undefined;
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
  readonly customerId?: string | undefined;
  readonly recoveryUrl?: string | undefined;
  readonly locale?: string | undefined;
  readonly countryCode?: string | undefined;
  readonly lines: readonly LineItem[];
  readonly total: Money;
  readonly createdAt: Date;
  /** Its own last activity: what "abandoned since" counts from. */
  readonly updatedAt: Date;
  readonly completedAt?: Date | undefined;
  readonly deletedAt?: Date | undefined;
}

export interface Order {
  readonly shop: ShopId;
  readonly id: string;
  readonly name: string;
  readonly contact?: ContactId | undefined;
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
  readonly customerId?: string | undefined;
  readonly checkoutToken?: string | undefined;
  readonly cartToken?: string | undefined;
  readonly lines: readonly LineItem[];
  readonly total: Money;
  readonly placedAt: Date;
  readonly updatedAt: Date;
  readonly cancelledAt?: Date | undefined;
  readonly fulfilledAt?: Date | undefined;
  readonly financialStatus?: string | undefined;
  /** Test orders never count for anything. */
  readonly test: boolean;
  /** Product ids of lines that were refunded. */
  readonly refundedProductIds: readonly string[];
  /** By code; absent where none was used, or the platform did not say. */
  readonly discounts?: readonly OrderDiscount[] | undefined;
}

export interface Variant {
  readonly id: string;
  readonly title: string;
  readonly price: string;
  readonly sku?: string | undefined;
  /** Unknown counts as available. */
  readonly available?: boolean | undefined;
}

export interface Product {
  readonly shop: ShopId;
  readonly id: string;
  readonly title: string;
  readonly handle?: string | undefined;
  readonly vendor?: string | undefined;
  readonly productType?: string | undefined;
  readonly imageUrl?: string | undefined;
  readonly url?: string | undefined;
  readonly status: 'active' | 'draft' | 'archived';
  readonly variants: readonly Variant[];
  readonly updatedAt: Date;
  readonly deletedAt?: Date | undefined;
}
