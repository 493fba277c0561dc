import type { FarProduct } from '../../../../testing/fake-shopify/far-side-store.ts';
import { html } from '../html.ts';
import type { Markup } from '../html.ts';
import { demoGuide } from './demo-bar.ts';
import { base, isInStock, price } from './shop-window.ts';
import type { ShopWindow } from './shop-window.ts';

export const productCard = (product: FarProduct): Markup => html`
  <a class="card" href="${base}/products/${product.handle}">
    <img src="${base}/pictures/${product.handle}.svg" alt="" width="400" height="400" loading="lazy" />
    ${isInStock(product) ? null : html`<span class="flag">Sold out</span>`}
    <span class="card-name">${product.title}</span>
    <span class="card-meta"
      ><span>${product.vendor}</span><span>${price(product.variants[0]?.price ?? '0')}</span></span
    >
  </a>
`;

const rooms = [
  ['Bath', ['Soap', 'Hair care', 'Body care', 'Skin care', 'Shaving', 'Bath']],
  ['Kitchen', ['Coffee', 'Coffee gear', 'Tea', 'Cleaning']],
  ['Home', ['Candles', 'Home scent', 'Textiles']],
  ['Wardrobe', ['Apparel']],
  ['Photo', ['Photo']],
] as const;

const room = ([name, types]: (typeof rooms)[number], products: readonly FarProduct[]): Markup => html`
  <section class="room" id="${name.toLowerCase()}" aria-labelledby="room-${name}">
    <h2 id="room-${name}">${name}</h2>
    <div class="grid">
      ${products.filter((product) => types.some((type) => type === product.productType)).map(productCard)}
    </div>
  </section>
`;

export const homePage = ({ store }: ShopWindow): Markup => {
  const products = [...store.products.values()];
  return html`
    <section class="hero">
      <h1>Things worth running out of.</h1>
      <p>Soap, coffee, candles, shirts, and a camera or two.</p>
      <nav class="rooms" aria-label="Rooms">
        ${rooms.map(([name]) => html`<a href="#${name.toLowerCase()}">${name}</a>`)}
      </nav>
    </section>
    ${demoGuide()} ${rooms.map((entry) => room(entry, products))}
  `;
};
