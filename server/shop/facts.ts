import type { Checkout, Order, Product } from './catalog.ts';
import type { ConsentState } from './contact.ts';

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
  readonly statedAt: Date;
  readonly textVersion?: string | undefined;
  readonly ip?: string | undefined;
}

type WithoutShop<Document> = Omit<Document, 'shop' | 'contact'>;

/** What one delivery (or one back-filled line) means, in words no platform owns. `stamp` orders versions of one document. */
export type StoreFact =
  | { readonly kind: 'checkout'; readonly checkout: WithoutShop<Checkout>; readonly person: PersonFacts }
  | { readonly kind: 'checkout-deleted'; readonly token: string; readonly at: Date }
  | { readonly kind: 'order'; readonly order: WithoutShop<Order>; readonly person: PersonFacts }
  | { readonly kind: 'product'; readonly product: Omit<Product, 'shop'> }
  | { readonly kind: 'customer'; readonly person: PersonFacts; readonly at: Date }
  | { readonly kind: 'consent'; readonly consent: ConsentFact }
  | { readonly kind: 'redact-person'; readonly person: PersonFacts; readonly orderIds: readonly string[]; readonly at: Date }
  | { readonly kind: 'uninstalled'; readonly at: Date }
  | { readonly kind: 'shop-redacted'; readonly at: Date };
