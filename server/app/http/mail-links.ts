import { Router, urlencoded } from 'express';
import type { Request, Response } from 'express';
import type { Clock } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import { clickOrigin } from '../../mail/events/click-origin.ts';
import { messageEvent } from '../../mail/events/message-event.ts';
import type { MessageEvents } from '../../mail/events/message-events.repository.ts';
import { chooseLanguage } from '../../mail/leaving/languages.ts';
import {
  brokenLinkPage,
  leavingTextVersion,
  leftPage,
  preferencePage,
  returnedPage,
  savedPage,
  testLinkPage,
} from '../../mail/leaving/leaving-pages.ts';
import type { LeavingView } from '../../mail/leaving/leaving-pages.ts';
import type { LeavingPeople, LeavingPerson } from '../../mail/leaving/leaving-people.ts';
import { pageChoiceOf } from '../../mail/leaving/page-choice.ts';
import type { PageChoice } from '../../mail/leaving/page-choice.ts';
import { toPageDelivery } from '../../mail/leaving/page-delivery.ts';
import type { PageStatement } from '../../mail/leaving/page-delivery.ts';
import type { LeavingLink, Links } from '../../mail/links/links.ts';
import type { Intake } from '../../shop/inbox/intake.ts';

export interface MailLinksDeps {
  readonly links: Links;
  readonly intake: Pick<Intake, 'accept'>;
  readonly people: LeavingPeople;
  readonly events: Pick<MessageEvents, 'record'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const sendPage = (response: Response, html: string, status = 200): void => {
  response
    .status(status)
    .set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
    .type('html')
    .send(html);
};

type TokenRequest = Request<{ token: string }>;

const sendBroken = (request: Request, response: Response): void =>
  sendPage(response, brokenLinkPage(chooseLanguage(undefined, request.get('accept-language'))), 404);

/** Of a test mail, or nothing of ours at all: either way nobody leaves. */
const sendNoLeaving = ({ links }: MailLinksDeps, request: TokenRequest, response: Response): void => {
  if (links.readTestLeaving(request.params.token) === undefined) return sendBroken(request, response);
  sendPage(response, testLinkPage(chooseLanguage(undefined, request.get('accept-language'))));
};

const viewOf = (deps: MailLinksDeps, request: Request, person: LeavingPerson): LeavingView => ({
  language: chooseLanguage(person.locale, request.get('accept-language'), person.shopLocale),
  shopName: person.shopName,
  zone: person.zone,
  now: deps.clock.now(),
  unsubscribed: person.unsubscribed,
  choices: person.choices,
});

const statementOf = (
  choice: PageChoice,
  record: Pick<PageStatement, 'contact' | 'address' | 'statedAt' | 'textVersion' | 'ip'>,
): PageStatement => {
  if (choice.said !== 'chose')
    return {
      ...record,
      source: choice.source,
      state: choice.said === 'left' ? 'unsubscribed' : 'subscribed',
    };
  const { pausedUntil, weekly, without } = choice.choices;
  const until = pausedUntil === undefined ? {} : { pausedUntil: pausedUntil.toISOString() };
  return { ...record, source: choice.source, state: 'chosen', ...until, weekly, without };
};

interface Said {
  readonly link: LeavingLink;
  readonly address: string;
  readonly choice: PageChoice;
  readonly view: LeavingView;
}

/** Resolves once it is stored and nothing is on its way that could not have seen it. */
const tell = async (deps: MailLinksDeps, request: Request, said: Said): Promise<void> => {
  const { link, address, choice, view } = said;
  const statement = statementOf(choice, {
    contact: link.contact,
    address,
    statedAt: view.now.toISOString(),
    textVersion: leavingTextVersion(view.language),
    ...(request.ip === undefined ? {} : { ip: request.ip }),
  });
  await deps.intake.accept(toPageDelivery(link.shop, statement));
};

const answerTo = (view: LeavingView, choice: PageChoice): string => {
  switch (choice.said) {
    case 'left':
      return leftPage(view);
    case 'returned':
      return returnedPage({ ...view, unsubscribed: false });
    case 'chose':
      return savedPage({ ...view, choices: choice.choices });
  }
};

const showPage = async (deps: MailLinksDeps, request: TokenRequest, response: Response): Promise<void> => {
  const link = deps.links.readUnsubscribe(request.params.token);
  if (link === undefined) return sendNoLeaving(deps, request, response);
  const person = await deps.people.read(link.shop, link.contact);
  sendPage(response, preferencePage(viewOf(deps, request, person)));
};

/** Which mail made them leave; that they leave is worth more than this record of it. */
const recordLeaving = async (
  { events, logger }: MailLinksDeps,
  { shop, message }: LeavingLink,
  at: Date,
): Promise<void> => {
  await events
    .record(shop, [messageEvent({ shop, message, type: 'unsubscribed', at })])
    .catch((error: unknown) => {
      logger.warn({ err: error }, 'which mail somebody unsubscribed from was not recorded');
    });
};

const acceptChoice = async (
  deps: MailLinksDeps,
  request: TokenRequest,
  response: Response,
): Promise<void> => {
  const link = deps.links.readUnsubscribe(request.params.token);
  if (link === undefined) return sendNoLeaving(deps, request, response);
  const person = await deps.people.read(link.shop, link.contact);
  const view = viewOf(deps, request, person);
  const choice = pageChoiceOf(request.body, person.choices, view.now);
  const { address } = person;
  if (choice.said === 'left') await recordLeaving(deps, link, view.now);
  // Somebody forgotten gets no mail already: that is what they are told.
  if (address !== undefined) await tell(deps, request, { link, address, choice, view });
  sendPage(response, answerTo(view, choice));
};

/** A visit is worth more than its record: the person goes on whatever becomes of that. */
const followLink = async (deps: MailLinksDeps, request: TokenRequest, response: Response): Promise<void> => {
  const link = deps.links.readClick(request.params.token);
  if (link === undefined) return sendBroken(request, response);
  const { shop, message, target } = link;
  if (request.method === 'GET') {
    const detail = clickOrigin({
      userAgent: request.get('user-agent'),
      purpose: request.get('sec-purpose') ?? request.get('purpose'),
    });
    const event = messageEvent({ shop, message, type: 'clicked', at: deps.clock.now(), detail, url: target });
    await deps.events.record(shop, [event]).catch((error: unknown) => {
      deps.logger.warn({ err: error }, 'a click was not recorded');
    });
  }
  response
    .set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer-when-downgrade' })
    .redirect(302, target);
};

/** Links in mails: `GET /u/:token` shows and changes nothing, `POST` acts, `GET /c/:token` leads to the signed target. */
export const createMailLinksRouter = (deps: MailLinksDeps): Router => {
  const router = Router();
  router.get('/u/:token', (request: TokenRequest, response) => showPage(deps, request, response));
  router.post('/u/:token', urlencoded({ extended: false, limit: '4kb' }), (request: TokenRequest, response) =>
    acceptChoice(deps, request, response),
  );
  router.get('/c/:token', (request: TokenRequest, response) => followLink(deps, request, response));
  return router;
};
