import { parseJson } from '../../../../lib/json.ts';
import { html } from '../html.ts';
import type { Markup } from '../html.ts';
import type { PixelEvent } from './pixel-events.ts';
import { base } from './shop-window.ts';
import type { ShopWindow } from './shop-window.ts';

/** Inside a script element nothing is decoded, so what could end it must not stand there. */
const scriptSafe = (value: object): Markup => ({
  markup: JSON.stringify(value).replaceAll('<', String.raw`\u003c`),
});

/** Logged in is who has an account under the address they go by, as after a purchase. */
const initOf = ({ store, visitor }: ShopWindow): object => {
  const customer = store.customerByEmail(visitor.email);
  return {
    context: {},
    data: {
      customer: customer === undefined ? null : { id: customer.id, email: customer.email },
      cart: null,
      shop: { name: store.details.name, myshopifyDomain: store.details.domain },
      purchasingCompany: null,
    },
    customerPrivacy: {
      analyticsProcessingAllowed: visitor.mayWatch,
      marketingAllowed: visitor.mayWatch,
      preferencesProcessingAllowed: true,
      saleOfDataAllowed: false,
    },
  };
};

/** What Shopify puts into a page once an app has activated its pixel: who is there, and what happened. */
export const pixelBlock = (window: ShopWindow, events: readonly PixelEvent[]): Markup | null => {
  const pixel = window.store.webPixel();
  if (pixel === undefined || events.length === 0) return null;
  const page = { settings: parseJson(pixel.settings), init: initOf(window), events };
  return html`<script type="application/json" data-pixel-page data-frame="${base}/pixel">
      ${scriptSafe(page)}
    </script>
    <script src="${base}/assets/pixel-page.js" defer></script>`;
};
