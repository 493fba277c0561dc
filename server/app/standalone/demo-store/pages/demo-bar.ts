import { html } from '../html.ts';
import type { Markup } from '../html.ts';
import { base, moment } from './shop-window.ts';
import type { ShopWindow } from './shop-window.ts';

const steps = [
  ['PT30M', '30 minutes'],
  ['PT30H', '30 hours'],
  ['P6M', '6 months'],
] as const;

/** The strip above every page: who you are, what time it is here, and how to move it. */
export const demoBar = ({ visitor, time }: ShopWindow): Markup => html`
  <aside class="demo-bar" aria-label="Demo controls">
    <div class="demo-bar-row">
      <a class="demo-who" href="${base}/account"
        ><span class="demo-avatar" aria-hidden="true">${visitor.firstName.slice(0, 1)}</span>
        <span>You are <b>${visitor.firstName} ${visitor.lastName}</b></span></a
      >
      <span class="demo-time"
        ><span class="demo-label">Shop time</span>
        <time data-shop-time datetime="${time.now().toISOString()}">${moment(time.now())}</time></span
      >
      <span class="demo-wind" role="group" aria-label="Wind the clock forward">
        <span class="demo-label">Wind</span>
        ${steps.map(([advance, words]) => html`<button type="button" data-advance="${advance}">+ ${words}</button>`)}
      </span>
      <nav class="demo-links" aria-label="Demo">
        <a href="/demo/outbox">Outbox</a><a href="/demo/admin">Admin</a>
      </nav>
    </div>
    <p class="demo-result" data-wind-result role="status" hidden></p>
  </aside>
`;

/** The product in three lines. */
export const demoGuide = (): Markup => html`
  <section class="guide" aria-label="How this demo works">
    <ol>
      <li><b>Leave a cart.</b> Put something in it, leave your email at the checkout, and walk away.</li>
      <li>
        <b>Wind the clock.</b> 30 minutes and 30 hours bring the two reminders; 6 months ask if you've run
        out. Buy first, and they stay away.
      </li>
      <li>
        <b>Look.</b> Every mail is in the <a href="/demo/outbox">outbox</a>, with the reason it was sent. The
        <a href="/demo/admin">admin</a> shows what the merchant sees.
      </li>
    </ol>
  </section>
`;
