import { html } from '../demo-store/html.ts';
import type { Markup } from '../demo-store/html.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { inWords, moment, shownName } from './words.ts';

const root = '/demo/outbox';

const row = (entry: OutboxEntry, chosen: string | undefined): Markup => html`
  <li>
    <a class="mail" href="${root}/${entry.id}" ${entry.id === chosen ? html`aria-current="true"` : null}>
      <span class="mail-top"
        ><span class="tag" data-flow="${entry.flow}">${inWords(entry.flow)}</span
        ><time datetime="${entry.sentAt}">${moment(entry.sentAt)}</time></span
      >
      <span class="mail-to">${shownName(entry.to)}</span>
      <span class="mail-subject">${entry.subject}</span>
      <span class="mail-from">from ${shownName(entry.from)}</span>
    </a>
  </li>
`;

const emptyList = (): Markup => html`
  <section class="blank">
    <svg viewBox="0 0 160 110" aria-hidden="true" class="envelope">
      <rect x="14" y="20" width="132" height="82" rx="10" class="paper" />
      <path d="M18 28l62 42 62-42" class="fold" />
      <circle cx="128" cy="24" r="15" class="seal" />
      <path d="M128 16v9l6 4" class="hand" />
    </svg>
    <h1>Nothing has gone out yet</h1>
    <p>Every mail Encore would have sent lands here instead.</p>
    <ol>
      <li>Put something in the cart in the <a href="/demo/store">shop</a>.</li>
      <li>Leave your email at the checkout, then walk away.</li>
      <li>Wind the clock 30 minutes. The reminder shows up here by itself.</li>
    </ol>
    <a class="button" href="/demo/store">Go to the shop</a>
  </section>
`;

const listPane = (entries: readonly OutboxEntry[], chosen: string | undefined): Markup => html`
  <section class="list" aria-label="Mails">
    <h1 class="list-title">Outbox <span class="muted">${entries.length}</span></h1>
    <ul>
      ${entries.toReversed().map((entry) => row(entry, chosen))}
    </ul>
  </section>
`;

export interface OutboxView {
  readonly entries: readonly OutboxEntry[];
  readonly chosen?: OutboxEntry | undefined;
  /** What fills the reading pane. */
  readonly pane: Markup;
}

const shown = 200;

/** The whole outbox document: the list, and the mail being read. */
export const outboxPage = ({ entries, chosen, pane }: OutboxView): string => {
  const latest = entries.at(-1);
  const body =
    entries.length === 0
      ? emptyList()
      : html`<div class="panes ${chosen === undefined ? 'at-list' : 'at-mail'}">
          ${listPane(entries.slice(-shown), chosen?.id)}
          <section class="pane" aria-label="Mail">${pane}</section>
        </div>`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${chosen?.subject ?? 'Outbox'} – Encore demo</title>
        <link rel="icon" href="${root}/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${root}/assets/outbox.css" />
        <script src="${root}/assets/outbox.js" defer></script>
      </head>
      <body data-latest="${latest?.id ?? ''}" data-count="${entries.length}">
        <header class="bar">
          <a class="bar-mark" href="${root}">Outbox</a>
          <span class="bar-note">What would have gone out. Nothing leaves this machine.</span>
          <nav aria-label="Demo"><a href="/demo/store">Shop</a><a href="/demo/admin">Admin</a></nav>
        </header>
        <main>${body}</main>
        <a class="fresh" href="${root}" data-fresh role="status" hidden></a>
      </body>
    </html>`.markup;
};

export const chooseHint = (): Markup => html`<p class="choose">Choose a mail to read it.</p>`;
