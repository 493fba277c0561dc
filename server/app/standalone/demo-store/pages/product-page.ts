import type { FarProduct, FarVariant } from '../../../../testing/fake-shopify/far-side-store.ts';
import { itemOf } from '../catalogue/catalogue.ts';
import { html } from '../html.ts';
import type { Markup } from '../html.ts';
import { productCard } from './home-page.ts';
import { base, isInStock, price } from './shop-window.ts';
import type { ShopWindow } from './shop-window.ts';

const variantChoice = (product: FarProduct): Markup => {
  const only = product.variants.length === 1 ? product.variants[0] : undefined;
  if (only !== undefined) return html`<input type="hidden" name="variant" value="${only.id}" />`;
  const option = (variant: FarVariant, index: number): Markup => html`
    <label class="choice"
      ><input type="radio" name="variant" value="${variant.id}" ${index === 0 ? html`checked` : null} /><span
        >${variant.title}${variant.price === product.variants[0]?.price ? null : html` · ${price(variant.price)}`}</span
      ></label
    >
  `;
  return html`<fieldset class="choices">
    <legend>${product.optionName}</legend>
    ${product.variants.map(option)}
  </fieldset>`;
};

const buyBox = (product: FarProduct): Markup =>
  isInStock(product)
    ? html`<form method="post" action="${base}/cart/add" class="buy-box">
        ${variantChoice(product)}
        <button class="button">Add to cart</button>
      </form>`
    : html`<p class="notice">Sold out for now.</p>`;

export const productPage = ({ store }: ShopWindow, product: FarProduct): Markup => {
  const item = itemOf(product.handle);
  const companions = [...store.products.values()].filter((other) => item?.goesWith?.includes(other.handle));
  return html`
    <article class="product">
      <img src="${base}/pictures/${product.handle}.svg" alt="${product.title}" width="800" height="800" />
      <div class="product-words">
        <p class="eyebrow">${product.vendor} · ${product.productType}</p>
        <h1>${product.title}</h1>
        <p class="price">${price(product.variants[0]?.price ?? '0')}</p>
        <p class="lead">${product.description}</p>
        ${buyBox(product)}
        ${item?.lastsDays === undefined ? null : html`<p class="hint">Lasts about ${item.lastsDays} days.</p>`}
      </div>
    </article>
    ${
      companions.length === 0
        ? null
        : html`<section class="room">
            <h2>Goes well with</h2>
            <div class="grid">${companions.map(productCard)}</div>
          </section>`
    }
  `;
};
