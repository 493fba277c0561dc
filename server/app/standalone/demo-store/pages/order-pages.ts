import type { FarOrder } from '../../../../testing/fake-shopify/far-side-store.ts';
import { timesQuantity, totalOf } from '../../../../testing/fake-shopify/payloads/money.ts';
import { html } from '../html.ts';
import type { Markup } from '../html.ts';
import { base, lineName, moment, price } from './shop-window.ts';
import type { ShopWindow } from './shop-window.ts';

const stateOf = (order: FarOrder): string => {
  if (order.cancelledAt !== null) return 'Cancelled';
  return order.fulfilledAt === null ? 'On its way' : `Delivered ${moment(order.fulfilledAt)}`;
};

const deliverForm = (order: FarOrder): Markup | null =>
  order.fulfilledAt === null && order.cancelledAt === null && order.checkoutToken !== null
    ? html`<form method="post" action="${base}/orders/${order.id}/deliver">
        <button class="button quiet small">Mark as delivered</button>
      </form>`
    : null;

const picture = (window: ShopWindow, productId: string): Markup | null => {
  const product = window.store.products.get(productId);
  return product === undefined
    ? null
    : html`<img src="${base}/pictures/${product.handle}.svg" alt="" width="64" height="64" />`;
};

const orderLines = (window: ShopWindow, order: FarOrder): Markup => html`
  <ul class="lines">
    ${order.lines.map(
      (line) =>
        html`<li class="line line-small">
          ${picture(window, line.productId)}
          <div class="line-words">
            <span>${lineName(line)}</span><span class="muted">${line.vendor} · ${line.quantity} ×</span>
          </div>
          <span class="line-price">${price(timesQuantity(line.price, line.quantity))}</span>
        </li>`,
    )}
  </ul>
`;

export const confirmationPage = (window: ShopWindow, order: FarOrder): Markup => html`
  <section class="narrow">
    <p class="eyebrow">Order #${order.number}</p>
    <h1>Thank you, ${window.visitor.firstName}</h1>
    <p class="lead">
      Paid, packed soon. The reminders for this checkout have just become unnecessary, and Encore knows.
    </p>
    ${orderLines(window, order)}
    <p class="total"><span>Total</span><span>${price(totalOf(order.lines))}</span></p>
    <div class="ways">
      <a class="button" href="${base}/account">Your orders</a
      ><a class="button quiet" href="${base}">Keep looking</a>
    </div>
  </section>
`;

const orderBlock = (window: ShopWindow, order: FarOrder): Markup => html`
  <article class="order">
    <header>
      <div><b>#${order.number}</b> <span class="muted">${moment(order.placedAt)}</span></div>
      <div class="order-state">${stateOf(order)}</div>
    </header>
    ${orderLines(window, order)}
    <footer><span>${price(totalOf(order.lines))}</span>${deliverForm(order)}</footer>
  </article>
`;

const marketingWords = {
  subscribed: 'You get news and offers by email.',
  unsubscribed: 'You unsubscribed: no news, no offers.',
  not_subscribed: "You haven't asked for news and offers.",
} as const;

const consentLine = ({ store, visitor }: ShopWindow): Markup => {
  const customer = store.customerByEmail(visitor.email);
  return html`<p class="muted">
    ${customer === undefined ? 'The shop has no customer with this address yet.' : marketingWords[customer.marketing.state]}
  </p>`;
};

export const accountPage = (window: ShopWindow): Markup => {
  const { visitor, store } = window;
  const orders = [...store.orders.values()].filter((order) => order.email === visitor.email).toReversed();
  return html`
    <div class="two">
      <section>
        <h1>Your orders</h1>
        ${
          orders.length === 0
            ? html`<p class="lead">Nothing yet. What you buy shows up here.</p>
                <a class="button" href="${base}">Look around</a>`
            : orders.map((order) => orderBlock(window, order))
        }
      </section>
      <section class="aside">
        <h2>Who you are</h2>
        <form method="post" action="${base}/account" class="form">
          <label
            >Email<input type="email" name="email" value="${visitor.email}" required autocomplete="off"
          /></label>
          <label
            >First name<input name="firstName" value="${visitor.firstName}" required maxlength="60"
          /></label>
          <label
            >Last name<input name="lastName" value="${visitor.lastName}" required maxlength="60"
          /></label>
          ${consentLine(window)}
          <button class="button quiet">Save</button>
        </form>
        <form method="post" action="${base}/account/somebody-else" class="form">
          <button class="button plain">Be somebody else</button>
        </form>
        <p class="hint">To unsubscribe, use the link in any mail in the <a href="/demo/outbox">outbox</a>.</p>
      </section>
    </div>
  `;
};

export const lostPage = (words: string): Markup => html`
  <section class="blank">
    <h1>Nothing here</h1>
    <p>${words}</p>
    <a class="button" href="${base}">To the shop</a>
  </section>
`;
