import { backtest } from '../../../../recommendations/backtest.ts';
import type { Backtest } from '../../../../recommendations/backtest.ts';
import type { ReorderModel } from '../../../../recommendations/reorder-model.ts';
import { dayMs, lengths } from '../../../../recommendations/reorder-model.ts';
import { eachDue } from '../due-list.ts';
import { modelsInOrder, mostBought, shopFacts } from '../learn-document.ts';
import type { LearnedShop } from '../learn-shop.ts';
import { fallbackText } from '../learn-text.ts';
import { curveSvg } from './curve-svg.ts';
import { html } from './html.ts';
import type { Markup } from './html.ts';
import { reportStyle } from './report-style.ts';

const shown = { curves: 12, products: 60, companions: 40 } as const;

const whole = (value: number | null): string =>
  value === null ? '–' : Math.round(value).toLocaleString('en');

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const fact = (value: string, name: string): Markup =>
  html`<div class="fact"><b>${value}</b><span class="soft">${name}</span></div>`;

/** A reminder is worth it from this score on: one in ten is followed by an order. */
const worthSending = 0.1;

/** Reminders a week over the coming interval: those worth sending, one a person within the lead at most. */
const remindersAWeek = (shop: LearnedShop): number => {
  const days = shop.reorders.rhythm.intervalDays;
  const lead = lengths.lead * days * dayMs;
  let count = 0;
  for (const { dues } of eachDue(shop)) {
    const worth = dues.filter(({ score }) => score >= worthSending);
    const slots = worth.map(({ dueAt }) => Math.floor(Math.max(0, dueAt - lead - shop.asOf) / lead));
    count += new Set(slots.filter((slot) => (slot + 1) * lead <= days * dayMs)).size;
  }
  return (count / days) * 7;
};

const bar = (result: Backtest['results'][number], best: number): Markup => {
  const share = result.sent === 0 ? 0 : result.right / result.sent;
  const width = best === 0 ? 0 : (100 * share) / best;
  return html`<div class="bar">
    <span>${result.way}</span>
    <div class="track">
      <div class="fill ${result.way === 'learned' ? 'ours' : ''}" style="width:${width.toFixed(1)}%">
        ${percent(share)}
      </div>
    </div>
  </div>`;
};

const backtestSection = (tested: Backtest | null): Markup => {
  if (tested === null)
    return html`<h2>How often the past says they would have been right</h2>
      <p class="soft">
        Too little data: nothing was bought again after a split of this history, so it can't be tested on
        itself.
      </p>`;
  const best = Math.max(...tested.results.map(({ sent, right }) => (sent === 0 ? 0 : right / sent)));
  const day = new Date(tested.splitAt).toISOString().slice(0, 10);
  return html`<h2>How often the past says they would have been right</h2>
    <p>
      Learned only from what was before ${day}, then compared with what people did after it, with the same
      number of reminders at most (${tested.budget}). Right: the product was bought soon after the reminder,
      and not before it.
    </p>
    <div class="bars">${tested.results.map((result) => bar(result, best))}</div>
    <div class="table">
      <table>
        <tr>
          <th>way of telling</th>
          <th>sent</th>
          <th>right</th>
          <th>date off by, days</th>
        </tr>
        ${tested.results.map(
          ({ way, sent, right, errorDays }) =>
            html`<tr>
              <td>${way}</td>
              <td>${sent}</td>
              <td>${right}</td>
              <td>${errorDays.toFixed(1)}</td>
            </tr>`,
        )}
      </table>
    </div>
    <p class="soft">Dates: ${whole(tested.pairs)} pairs of person and product that were bought again.</p>`;
};

const card = (shop: LearnedShop, model: ReorderModel): Markup => {
  const { title } = shop.infoOf(model.productId);
  return html`<figure class="card">
    <figcaption>
      <h3>${title}</h3>
      ${percent(model.score)} come back; half of those within ${whole(model.p50)} days. ${whole(model.n)} gaps
      of ${whole(model.customers)} people.
    </figcaption>
    ${curveSvg(title, shop.reorders.curveOf(model.productId), model)}
  </figure>`;
};

const curves = (shop: LearnedShop): Markup => {
  const own = modelsInOrder(shop).filter(
    ({ source, replenishable }) => source === 'product' && replenishable,
  );
  if (own.length === 0)
    return html`<p class="soft">
      Too little data: no product was bought again often enough for a curve of its own.
    </p>`;
  return html`<div class="cards">${own.slice(0, shown.curves).map((model) => card(shop, model))}</div>`;
};

const productRow = ({ infoOf }: LearnedShop, model: ReorderModel): Markup =>
  html`<tr>
    <td>${infoOf(model.productId).title}</td>
    <td>${percent(model.score)}</td>
    <td>${whole(model.p25)}</td>
    <td>${whole(model.p50)}</td>
    <td>${whole(model.p75)}</td>
    <td>${whole(model.n)}</td>
    <td>${whole(model.customers)}</td>
    <td>${model.source}</td>
    <td><span class="pill">${model.confidence}</span></td>
  </tr>`;

const productTable = (shop: LearnedShop): Markup =>
  html`<div class="table">
    <table>
      <tr>
        <th>product</th>
        <th>come back</th>
        <th>25 % by</th>
        <th>half by</th>
        <th>75 % by</th>
        <th>gaps</th>
        <th>people</th>
        <th>whose number</th>
        <th>sure</th>
      </tr>
      ${modelsInOrder(shop)
        .slice(0, shown.products)
        .map((model) => productRow(shop, model))}
    </table>
  </div>`;

const companionRows = ({ companions, infoOf, reorders }: LearnedShop): readonly Markup[] =>
  mostBought(reorders)
    .flatMap((sku) =>
      companions
        .listOf(sku)
        .slice(0, 1)
        .map((first) => ({ sku, first })),
    )
    .take(shown.companions)
    .map(
      ({ sku, first }) =>
        html`<tr>
          <td>${infoOf(sku).title}</td>
          <td class="left">${infoOf(first.productId).title}</td>
          <td>
            ${first.direction === 'together' ? 'same basket' : `${whole(first.medianGapDays)} days later`}
          </td>
          <td>${first.orders}</td>
          <td>${first.lift.toFixed(1)} ×</td>
        </tr>`,
    )
    .toArray();

const companionTable = (shop: LearnedShop): Markup => {
  const rows = companionRows(shop);
  if (rows.length === 0)
    return html`<p class="soft">
      Too little data: no two products were bought together often enough; best sellers are used.
    </p>`;
  return html`<div class="table">
    <table>
      <tr>
        <th>product</th>
        <th class="left">goes with</th>
        <th>when</th>
        <th>orders</th>
        <th>likelier than chance</th>
      </tr>
      ${rows}
    </table>
  </div>`;
};

const skippedText = ({ skipped }: LearnedShop): string =>
  Object.entries(skipped.counts)
    .map(([rule, count]) => `${rule.replaceAll('_', ' ')}: ${count}`)
    .join(', ') || 'none';

const head = (shop: LearnedShop): Markup => {
  const { customers, orders, lines, intervalDays, learned } = shopFacts(shop);
  return html`<h1>When your customers need it again</h1>
    <p class="soft">
      Learned from your own orders until ${new Date(shop.asOf).toISOString().slice(0, 10)}.
      ${learned ? '' : `Too little data: nobody bought anything twice, so your own ${whole(intervalDays)} days are used for every product.`}
    </p>
    <div class="facts">
      ${[
        fact(whole(customers), 'customers'),
        fact(whole(orders), 'orders'),
        fact(whole(lines), 'order lines'),
        fact(`${whole(intervalDays)} days`, learned ? 'median time to reorder' : 'your own number'),
        fact(whole(remindersAWeek(shop)), 'reminders a week worth sending'),
      ]}
    </div>`;
};

/** One page that loads nothing: everything learned, with its uncertainty and a test on the shop's own past. */
export const reportPage = (shop: LearnedShop, merchantDays: number): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>When your customers need it again</title>
        <style>
          ${{ markup: reportStyle }}
        </style>
      </head>
      <body>
        <main>
          ${head(shop)}
          ${backtestSection(backtest(shop.history, { asOf: shop.asOf, traitsOf: shop.infoOf, merchantDays }))}
          <h2>Time to reorder</h2>
          <p class="soft">
            Share of buyers who had bought again by a day (Kaplan–Meier, people still waiting counted as
            such), with its 95 % band. Orange: a quarter, half and three quarters of those who come back.
          </p>
          ${curves(shop)}
          <h2>Products</h2>
          <p class="soft">${fallbackText(shop)}. Days at a quantity of one.</p>
          ${productTable(shop)}
          <h2>What goes with what</h2>
          ${companionTable(shop)}
          <p class="soft" style="margin-top:40px">Rows left out of the files: ${skippedText(shop)}.</p>
        </main>
      </body>
    </html>`.markup;
