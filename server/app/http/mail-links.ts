import { Router, urlencoded } from 'express';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { realNow } from '../../lib/clock.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import { messageEvent } from '../../mail/events/message-event.ts';
import type { MessageEvents } from '../../mail/events/message-events.repository.ts';
import {
  brokenLinkPage,
  leavePage,
  leavingTextVersion,
  leftPage,
  returnedPage,
} from '../../mail/leaving/leaving-pages.ts';
import { toPageDelivery } from '../../mail/leaving/page-delivery.ts';
import type { LeavingLink, Links } from '../../mail/links/links.ts';
import type { Intake } from '../../shop/inbox/intake.ts';

export interface MailLinksDeps {
  readonly links: Links;
  readonly intake: Pick<Intake, 'accept'>;
  readonly people: {
    shopName(shop: ShopId): Promise<string>;
    /** Undefined after redaction: then there is nobody to mail any more. */
    addressOf(shop: ShopId, contact: ContactId): Promise<string | undefined>;
  };
  readonly events: Pick<MessageEvents, 'record'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const formSchema = z.object({ action: z.enum(['leave', 'return']).optional() }).catch({});

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const sendPage = (response: Response, html: string, status = 200): void => {
  response
    .status(status)
    .set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
    .type('html')
    .send(html);
};

type Choice = { readonly state: 'unsubscribed' | 'subscribed'; readonly source: 'one-click' | 'page' };

/** A mail program's button posts `List-Unsubscribe=One-Click`, some nothing that we can read; only our form names an action. */
const choiceOf = (body: unknown): Choice => {
  const { action } = formSchema.parse(body ?? {});
  if (action === undefined) return { state: 'unsubscribed', source: 'one-click' };
  return { state: action === 'return' ? 'subscribed' : 'unsubscribed', source: 'page' };
};

const state = async (
  deps: MailLinksDeps,
  link: LeavingLink,
  said: Choice & { ip: string | undefined },
): Promise<void> => {
  const address = await deps.people.addressOf(link.shop, link.contact);
  if (address === undefined) return;
  const delivery = toPageDelivery(link.shop, {
    contact: link.contact,
    address,
    state: said.state,
    source: said.source,
    statedAt: deps.clock.now().toISOString(),
    textVersion: leavingTextVersion,
    ...(said.ip === undefined ? {} : { ip: said.ip }),
  });
  await deps.intake.accept(delivery);
};

type TokenRequest = Request<{ token: string }>;

const showPage = async (deps: MailLinksDeps, request: TokenRequest, response: Response): Promise<void> => {
  const link = deps.links.readUnsubscribe(request.params.token);
  if (link === undefined) return sendPage(response, brokenLinkPage(), 404);
  sendPage(response, leavePage(await deps.people.shopName(link.shop)));
};

const acceptChoice = async (
  deps: MailLinksDeps,
  request: TokenRequest,
  response: Response,
): Promise<void> => {
  const link = deps.links.readUnsubscribe(request.params.token);
  if (link === undefined) return sendPage(response, brokenLinkPage(), 404);
  const choice = choiceOf(request.body);
  await state(deps, link, { ...choice, ip: request.ip });
  const shopName = await deps.people.shopName(link.shop);
  sendPage(response, choice.state === 'subscribed' ? returnedPage(shopName) : leftPage(shopName));
};

/** A visit is worth more than its record: the person goes on whatever becomes of that. */
const followLink = async (deps: MailLinksDeps, request: TokenRequest, response: Response): Promise<void> => {
  const link = deps.links.readClick(request.params.token);
  if (link === undefined) return sendPage(response, brokenLinkPage(), 404);
  const { shop, message, target } = link;
  if (request.method === 'GET') {
    const event = messageEvent({ shop, message, type: 'clicked', at: realNow(), url: target });
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
