import express from 'express';
import type { Request, RequestHandler, Response, Router } from 'express';
import { join } from 'node:path';
import { mailPane, tabs } from './mail-pane.ts';
import type { Tab } from './mail-pane.ts';
import type { OutboxDeps, OutboxLatest } from './outbox-entry.ts';
import { chooseHint, outboxPage } from './outbox-page.ts';

const pagePolicy =
  "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'none'; frame-ancestors 'self'; base-uri 'none'";

/** A mail brings its own styles and pictures of the shop, and nothing that runs. */
const mailPolicy =
  "default-src 'none'; img-src 'self' data: http://127.0.0.1:* http://localhost:*; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox";

const guard = (response: Response, policy: string): void => {
  response.set({
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Origin-Agent-Cluster': '?1',
    'X-Frame-Options': 'SAMEORIGIN',
    'Cache-Control': 'no-store',
  });
};

const tabOf = (request: Request): Tab => tabs.find((tab) => tab === request.query['view']) ?? 'desktop';

/** Links of a framed mail open beside it, as in a mail program. */
const withOwnWindow = (mail: string): string =>
  /<head[^>]*>/i.test(mail)
    ? mail.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`)
    : `<base target="_blank">${mail}`;

const notFound = (response: Response): void => {
  guard(response, pagePolicy);
  response.status(404).type('text').send('No such mail in the outbox.');
};

/** For `GET /demo/outbox.json`, which stands beside the router's own path. */
export const createOutboxJson =
  (deps: Pick<OutboxDeps, 'list'>): RequestHandler =>
  async (_request, response) => {
    response.set('Cache-Control', 'no-store').json(await deps.list());
  };

/** The inbox page, to be mounted at `/demo/outbox`. */
export const createOutboxRouter = (deps: OutboxDeps): Router => {
  const router = express.Router();
  const readLatest = async (): Promise<OutboxLatest> => {
    const entries = await deps.list();
    return { count: entries.length, latest: entries.at(-1)?.id ?? '' };
  };
  router.use('/assets', express.static(join(import.meta.dirname, 'assets'), { index: false, maxAge: 0 }));
  router.get('/', async (_request, response) => {
    const entries = await deps.list();
    guard(response, pagePolicy);
    response.type('html').send(outboxPage({ entries, pane: chooseHint() }));
  });
  router.get('/latest', async (_request, response) => {
    response.set('Cache-Control', 'no-store').json(await (deps.latest ?? readLatest)());
  });
  router.get('/:id', async (request, response) => {
    const chosen = await deps.find(request.params.id);
    if (chosen === null) return notFound(response);
    const tab = tabOf(request);
    const [entries, explanation] = await Promise.all([
      deps.list(),
      tab === 'why' ? deps.explain(chosen.id) : null,
    ]);
    guard(response, pagePolicy);
    response
      .type('html')
      .send(outboxPage({ entries, chosen, pane: mailPane({ entry: chosen, tab, explanation }) }));
  });
  router.get('/:id/html', async (request, response) => {
    const entry = await deps.find(request.params.id);
    if (entry === null) return notFound(response);
    guard(response, mailPolicy);
    response.type('html').send(withOwnWindow(entry.html));
  });
  return router;
};
