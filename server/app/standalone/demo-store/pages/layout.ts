import { html } from '../html.ts';
import type { Markup } from '../html.ts';
import { demoBar } from './demo-bar.ts';
import { base, cartCount } from './shop-window.ts';
import type { ShopWindow } from './shop-window.ts';

const count = (items: number): Markup | null =>
  items === 0 ? null : html`<span class="count" aria-label="${items} in the cart">${items}</span>`;

/** A whole storefront document around `content`. */
export const layout = (window: ShopWindow, title: string, content: Markup): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Lumen Goods</title>
        <link rel="icon" href="${base}/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${base}/assets/store.css" />
        <script src="${base}/assets/store.js" defer></script>
      </head>
      <body>
        ${demoBar(window)}
        <header class="top">
          <a class="brand" href="${base}">Lumen Goods</a>
          <nav aria-label="Shop">
            <a href="${base}">Shop</a><a href="${base}/account">Account</a
            ><a href="${base}/cart">Cart${count(cartCount(window.visitor))}</a>
          </nav>
        </header>
        <main>${content}</main>
        <footer class="foot">
          <p>
            Lumen Goods, 4 Orchard Lane, 10115 Berlin. A made-up shop: nothing is charged, nothing is shipped.
          </p>
        </footer>
      </body>
    </html>`.markup;
