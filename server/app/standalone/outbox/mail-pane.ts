import { html } from '../demo-store/html.ts';
import type { Markup } from '../demo-store/html.ts';
import type { GateAnswer } from '../../../mail/message.ts';
import type { OutboxDecision, OutboxEntry, OutboxExplanation } from './outbox-entry.ts';
import { inWords, moment } from './words.ts';

export const tabs = ['desktop', 'phone', 'text', 'headers', 'why'] as const;
export type Tab = (typeof tabs)[number];

const tabName: Readonly<Record<Tab, string>> = {
  desktop: 'Desktop',
  phone: 'Phone',
  text: 'Text',
  headers: 'Headers',
  why: 'Why',
};

const frame = (entry: OutboxEntry, width: number): Markup => html`
  <div class="frame-hold frame-${width}">
    <iframe
      title="Mail: ${entry.subject}"
      src="/demo/outbox/${entry.id}/html"
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      width="${width}"
      height="760"
    ></iframe>
  </div>
`;

const headerRows = (entry: OutboxEntry): Markup => {
  const rows = [
    ['From', entry.from],
    ['To', entry.to],
    ['Subject', entry.subject],
    ...Object.entries(entry.headers),
  ];
  return html`<table class="headers">
    <tbody>
      ${rows.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
};

const decisionRow = (decision: OutboxDecision): Markup => html`
  <li>
    <time datetime="${decision.at}">${moment(decision.at)}</time>
    <span
      ><b>${inWords(decision.kind)}</b
      >${decision.step === '' ? null : html` at <code>${decision.step}</code>`}</span
    >
    <span class="muted">${inWords(decision.reason)}</span>
  </li>
`;

const gateRow = (answer: GateAnswer): Markup => html`
  <li class="${answer.pass ? 'yes' : 'no'}">
    <span class="mark" aria-hidden="true">${answer.pass ? '✓' : '×'}</span>
    <span>${inWords(answer.clause)}<span class="hidden">: ${answer.pass ? 'passed' : 'stopped'}</span></span>
    <span class="muted">${answer.saw}</span>
  </li>
`;

const why = (explanation: OutboxExplanation | null): Markup =>
  explanation === null
    ? html`<p class="choose">No record of the decision was found for this mail.</p>`
    : html`<div class="why">
        <section>
          <h3>What set it off</h3>
          <p>${explanation.trigger.summary}</p>
          <p class="muted">${explanation.flowName} · ${moment(explanation.trigger.at)}</p>
        </section>
        <section>
          <h3>What was decided</h3>
          <ol class="decisions">
            ${explanation.decisions.map(decisionRow)}
          </ol>
        </section>
        <section>
          <h3>The last look before it left</h3>
          <ul class="gate">
            ${explanation.gate.map(gateRow)}
          </ul>
        </section>
      </div>`;

const content = (entry: OutboxEntry, tab: Tab, explanation: OutboxExplanation | null): Markup => {
  if (tab === 'desktop') return frame(entry, 640);
  if (tab === 'phone') return frame(entry, 375);
  if (tab === 'text') return html`<pre class="plain">${entry.text}</pre>`;
  return tab === 'headers' ? headerRows(entry) : why(explanation);
};

export interface MailPane {
  readonly entry: OutboxEntry;
  readonly tab: Tab;
  readonly explanation: OutboxExplanation | null;
}

export const mailPane = ({ entry, tab, explanation }: MailPane): Markup => html`
  <header class="mail-head">
    <a class="back" href="/demo/outbox">All mails</a>
    <h2>${entry.subject}</h2>
    <dl>
      <dt>To</dt>
      <dd>${entry.to}</dd>
      <dt>From</dt>
      <dd>${entry.from}</dd>
      <dt>Sent</dt>
      <dd><time datetime="${entry.sentAt}">${moment(entry.sentAt)}</time>, ${inWords(entry.flow)}</dd>
    </dl>
    <nav class="tabs" aria-label="Views of this mail">
      ${tabs.map(
        (name) =>
          html`<a
            href="/demo/outbox/${entry.id}?view=${name}"
            ${name === tab ? html`aria-current="page"` : null}
            >${tabName[name]}</a
          >`,
      )}
    </nav>
  </header>
  <div class="mail-body">${content(entry, tab, explanation)}</div>
`;
