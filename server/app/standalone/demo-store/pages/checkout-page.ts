import { html } from '../html.ts';
import type { Markup } from '../html.ts';
import { orderSummary } from './cart-page.ts';
import { redeemCode } from '../../../../testing/fake-shopify/redeem-code.ts';
import { base, cartLines, price } from './shop-window.ts';
import type { ShopWindow } from './shop-window.ts';

interface CheckoutNotes {
  readonly recovered?: boolean;
  readonly problem?: string | undefined;
}

/** What the code that somebody came with takes off, or that it doesn't. */
const discountNote = ({ store, time, visitor }: ShopWindow): Markup | null => {
  const code = visitor.discountCode;
  if (code === null) return null;
  const lines = cartLines({ store, visitor }).map(({ product, variant, quantity }) => ({
    id: '',
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    variantTitle: null,
    vendor: product.vendor,
    sku: variant.sku,
    price: variant.price,
    quantity,
  }));
  const redeemed = redeemCode(store, code, { lines, now: time.now() });
  return redeemed === undefined
    ? html`<p class="notice bad">The code ${code} can't be used for this cart.</p>`
    : html`<p class="notice good">Code ${code}: −${price(redeemed.amount)}</p>`;
};

/** The address field and both ways out: leave, or pay. */
export const checkoutPage = (window: ShopWindow, notes: CheckoutNotes = {}): Markup => {
  const { visitor } = window;
  const customer = window.store.customerByEmail(visitor.email);
  const isSubscribed = customer === undefined || customer.marketing.state === 'subscribed';
  return html`
    <div class="two">
      <section>
        <h1>Checkout</h1>
        ${notes.recovered === true ? html`<p class="notice good">Welcome back. Your cart is as you left it.</p>` : null}
        ${notes.problem === undefined ? null : html`<p class="notice bad" role="alert">${notes.problem}</p>`}
        <form method="post" action="${base}/checkout" class="form">
          <label
            >Email<input type="email" name="email" value="${visitor.email}" required autocomplete="off"
          /></label>
          <div class="pair">
            <label
              >First name<input name="firstName" value="${visitor.firstName}" required maxlength="60"
            /></label>
            <label
              >Last name<input name="lastName" value="${visitor.lastName}" required maxlength="60"
            /></label>
          </div>
          <label class="check"
            ><input type="checkbox" name="news" value="yes" ${isSubscribed ? html`checked` : null} /><span
              >Email me with news and offers</span
            ></label
          >
          <p class="hint">Without this tick the shop may not write to you, and Encore won't.</p>
          <div class="ways">
            <button class="button" name="way" value="pay">Pay now</button>
            <button class="button quiet" name="way" value="leave">Leave it for now</button>
          </div>
        </form>
      </section>
      <section class="aside" aria-label="Your order">
        ${orderSummary(cartLines(window))}${discountNote(window)}
      </section>
    </div>
  `;
};

export const leftPage = ({ visitor }: ShopWindow): Markup => html`
  <section class="blank">
    <h1>You walked away</h1>
    <p>
      The shop told Encore that <b>${visitor.email}</b> left a checkout. If nothing happens, a reminder goes
      out 30 minutes from now, and a second one 30 hours from now.
    </p>
    <p>Wind the clock above to see them come, or go back and buy: then they won't.</p>
    <div class="ways">
      <button type="button" class="button" data-advance="PT30M">Wind 30 minutes</button>
      <a class="button quiet" href="${base}/checkout">Back to the checkout</a>
    </div>
  </section>
`;
