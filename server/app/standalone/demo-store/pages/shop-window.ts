import type { Clock } from '../../../../lib/clock.ts';
import type {
  FarLine,
  FarProduct,
  FarSideStore,
  FarVariant,
} from '../../../../testing/fake-shopify/far-side-store.ts';
import { fromCents, timesQuantity, toCents } from '../../../../testing/fake-shopify/payloads/money.ts';
import type { Visitor } from '../live/visitor.ts';

/** Everything below this path is the storefront; the web process passes it on unchanged. */
export const base = '/demo/store';

/** What a page is drawn from. */
export interface ShopWindow {
  readonly store: FarSideStore;
  readonly time: Clock;
  readonly visitor: Visitor;
}

const euros = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });
const moments = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Berlin',
});

export const price = (amount: string): string => euros.format(Number(amount));
export const moment = (at: Date | string): string => moments.format(new Date(at));

export interface CartLine {
  readonly product: FarProduct;
  readonly variant: FarVariant;
  readonly quantity: number;
  readonly total: string;
}

export const cartLines = ({ store, visitor }: Pick<ShopWindow, 'store' | 'visitor'>): readonly CartLine[] =>
  visitor.items.flatMap(({ variantId, quantity }) => {
    for (const product of store.products.values()) {
      const variant = product.variants.find((candidate) => candidate.id === variantId);
      if (variant !== undefined)
        return [{ product, variant, quantity, total: timesQuantity(variant.price, quantity) }];
    }
    return [];
  });

export const cartTotal = (lines: readonly { readonly total: string }[]): string =>
  fromCents(lines.reduce((sum, line) => sum + toCents(line.total), 0));

export const cartCount = (visitor: Visitor): number =>
  visitor.items.reduce((sum, item) => sum + item.quantity, 0);

export const isInStock = (product: FarProduct): boolean =>
  product.variants.some((variant) => variant.inventory > 0);

export const lineName = (line: FarLine): string =>
  line.variantTitle === null ? line.title : `${line.title}, ${line.variantTitle}`;
