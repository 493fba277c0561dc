import { html } from '../html.ts';
import type { Markup } from '../html.ts';
import { base, cartLines, cartTotal, price } from './shop-window.ts';
import type { CartLine, ShopWindow } from './shop-window.ts';

const changeForm = (line: CartLine, quantity: number, sign: string): Markup => html`
  <form method="post" action="${base}/cart/set">
    <input type="hidden" name="variant" value="${line.variant.id}" />
    <input type="hidden" name="quantity" value="${quantity}" />
    <button
      class="step"
      aria-label="${quantity > line.quantity ? 'One more' : 'One less'}: ${line.product.title}"
    >
      ${sign}
    </button>
  </form>
`;

const variantWords = (line: CartLine): string =>
  line.product.variants.length > 1 ? `${line.product.vendor} · ${line.variant.title}` : line.product.vendor;

const row = (line: CartLine): Markup => html`
  <li class="line">
    <img src="${base}/pictures/${line.product.handle}.svg" alt="" width="96" height="96" />
    <div class="line-words">
      <a href="${base}/products/${line.product.handle}">${line.product.title}</a>
      <span class="muted">${variantWords(line)}</span>
      <div class="steps">
        ${changeForm(line, line.quantity - 1, '−')}<span>${line.quantity}</span>${changeForm(line, line.quantity + 1, '+')}
      </div>
    </div>
    <span class="line-price">${price(line.total)}</span>
  </li>
`;

/** The lines without controls, as they stand beside the checkout form. */
export const orderSummary = (lines: readonly CartLine[]): Markup => html`
  <ul class="lines">
    ${lines.map(
      (line) =>
        html`<li class="line line-small">
          <img src="${base}/pictures/${line.product.handle}.svg" alt="" width="64" height="64" />
          <div class="line-words">
            <span>${line.product.title}</span
            ><span class="muted">${variantWords(line)} · ${line.quantity} ×</span>
          </div>
          <span class="line-price">${price(line.total)}</span>
        </li>`,
    )}
  </ul>
  <p class="total"><span>Total</span><span>${price(cartTotal(lines))}</span></p>
`;

export const cartPage = (window: ShopWindow): Markup => {
  const lines = cartLines(window);
  if (lines.length === 0) {
    return html`<section class="blank">
      <h1>Your cart is empty</h1>
      <p>Something for the bathroom shelf, perhaps.</p>
      <a class="button" href="${base}">Look around</a>
    </section>`;
  }
  return html`<section class="narrow">
    <h1>Your cart</h1>
    <ul class="lines">
      ${lines.map(row)}
    </ul>
    <p class="total"><span>Total</span><span>${price(cartTotal(lines))}</span></p>
    <a class="button wide" href="${base}/checkout">Check out</a>
  </section>`;
};
