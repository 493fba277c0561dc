import type {
  PixelEventsCheckoutContactInfoSubmitted,
  PixelEventsCheckoutStarted,
  PixelEventsProductAddedToCart,
  PixelEventsProductViewed,
} from '@shopify/web-pixels-extension';

export interface ReportedEvent {
  readonly id: string;
  readonly name: 'product_viewed' | 'cart_filled' | 'checkout_started';
  /** ISO 8601. */
  readonly at: string;
  readonly productIds: readonly string[];
  readonly customerId?: string;
  readonly checkoutToken?: string;
}

/** What `POST /events` takes. No address, no name, no page: ids only. */
export interface Report {
  readonly key: string;
  readonly visitor: string;
  readonly events: readonly ReportedEvent[];
}

type Checkout = PixelEventsCheckoutStarted | PixelEventsCheckoutContactInfoSubmitted;

/** Some surfaces give `gid://shopify/Product/1`, others `1`. */
export const plainId = (id: string | null | undefined): string | undefined => {
  const plain = id?.split('?')[0]?.split('/').at(-1);
  return plain === '' ? undefined : plain;
};

const ids = (all: readonly (string | null | undefined)[]): readonly string[] => [
  ...new Set(all.flatMap((one) => plainId(one) ?? [])),
];

type Told = Omit<ReportedEvent, 'id' | 'at' | 'customerId'>;

export const ofProductViewed = ({ data }: PixelEventsProductViewed): Told | undefined => {
  const productIds = ids([data.productVariant.product.id]);
  return productIds.length === 0 ? undefined : { name: 'product_viewed', productIds };
};

export const ofAddedToCart = ({ data }: PixelEventsProductAddedToCart): Told | undefined => {
  const productIds = ids([data.cartLine?.merchandise.product.id]);
  return productIds.length === 0 ? undefined : { name: 'cart_filled', productIds };
};

export const ofCheckout = ({ data: { checkout } }: Checkout): Told => ({
  name: 'checkout_started',
  productIds: ids(checkout.lineItems.map(({ variant }) => variant?.product.id)),
  ...(checkout.token !== null && checkout.token !== '' && { checkoutToken: checkout.token }),
});

interface Envelope {
  readonly id: string;
  readonly clientId: string;
  readonly timestamp: string;
}

export const reportOf = (
  { id, clientId, timestamp }: Envelope,
  told: Told,
  { key, customerId }: { readonly key: string; readonly customerId: string | undefined },
): Report => ({
  key,
  visitor: clientId,
  events: [
    {
      id,
      at: new Date(timestamp).toISOString(),
      ...told,
      ...(customerId !== undefined && { customerId }),
    },
  ],
});
