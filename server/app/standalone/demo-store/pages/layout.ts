import { html } from '../html.ts';
import type { Markup } from '../html.ts';
import type { Visitor } from '../live/visitor.ts';
import { demoBar } from './demo-bar.ts';
import { pixelBlock } from './pixel-block.ts';
import type { PixelEvent } from './pixel-events.ts';
import { base, cartCount } from './shop-window.ts';
import type { ShopWindow } from './shop-window.ts';

const count = (items: number): Markup | null =>
  items === 0 ? null : html`<span class="count" aria-label="${items} in the cart">${items}</span>`;

const privacyChoice = ({ mayWatch }: Visitor): Markup =>
  html`<form method="post" action="${base}/privacy">
    <button class="link" name="watch" value="${mayWatch ? 'no' : 'yes'}">
      ${mayWatch ? 'Privacy: stop remembering what I look at' : 'Privacy: remember what I look at'}
    </button>
  </form>`;

export interface Page {
  readonly title: string;
  readonly content: Markup;
  readonly status?: number;
  /** What Shopify's own scripts would tell pixels on this page. */
  readonly events?: readonly PixelEvent[];
}

/** A whole storefront document around `content`. */
export const layout = (window: ShopWindow, { title, content, events = [] }: Page): string =>
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
          ${privacyChoice(window.visitor)}
        </footer>
        ${pixelBlock(window, events)}
      </body>
    </html>`.markup;
