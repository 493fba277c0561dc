import { Router, json } from 'express';
import type { RequestHandler } from 'express';
import { EncoreError } from '../../../lib/errors.ts';
import { createErrorHandler, notFound } from '../errors.ts';
import type { ApiDeps, ApiServices, ApiSession } from './api-deps.ts';
import type { ApiRoute } from './define-route.ts';
import { attentionRoutes } from './attention.ts';
import { billingRoutes } from './billing.ts';
import { deliverabilityRoutes } from './deliverability.ts';
import { changeOf } from './change-of.ts';
import { changeRoutes } from './changes.ts';
import { contactActRoutes } from './contact-acts.ts';
import { contactRoutes } from './contacts.ts';
import { sendDownload } from './download.ts';
import { extensionAccess } from './extension-access.ts';
import { figureRoutes } from './figures.ts';
import { flowDraftRoutes } from './flow-drafts.ts';
import { flowLifeRoutes } from './flow-life.ts';
import { flowMoveRoutes } from './flow-moves.ts';
import { flowPastRoutes } from './flow-past.ts';
import { flowRowRoutes } from './flow-rows.ts';
import { flowRoutes } from './flows.ts';
import { lookRoutes } from './look.ts';
import { mailAccountRoutes } from './mail-account.ts';
import { messageRoutes } from './messages.ts';
import { offerRoutes } from './offers.ts';
import { withOpenApi } from './openapi.ts';
import { ownTemplateRoutes } from './own-templates.ts';
import { onboardingRoutes } from './onboarding.ts';
import { overviewRoutes } from './overview.ts';
import { privacyRoutes } from './privacy.ts';
import { productTimingRoutes } from './product-timings.ts';
import { segmentRoutes } from './segments.ts';
import { createSessionGuard } from './session-guard.ts';
import { sendingRoutes } from './sending.ts';
import { settingsRoutes } from './settings.ts';
import { shopRoutes } from './shop.ts';
import { templateRoutes } from './templates.ts';

const allRoutes = (services: ApiServices): readonly ApiRoute[] =>
  withOpenApi([
    ...shopRoutes(services),
    ...settingsRoutes(services),
    ...lookRoutes(services),
    ...sendingRoutes(services),
    ...mailAccountRoutes(services),
    ...billingRoutes(services),
    ...deliverabilityRoutes(services),
    ...overviewRoutes(services),
    ...figureRoutes(services),
    ...attentionRoutes(services),
    ...onboardingRoutes(services),
    ...flowRoutes(services),
    ...flowRowRoutes(services),
    ...flowLifeRoutes(services),
    ...flowDraftRoutes(services),
    ...flowMoveRoutes(services),
    ...flowPastRoutes(services),
    ...contactRoutes(services),
    ...contactActRoutes(services),
    ...segmentRoutes(services),
    ...productTimingRoutes(services),
    ...messageRoutes(services),
    ...offerRoutes(services),
    ...templateRoutes(services),
    ...ownTemplateRoutes(services),
    ...privacyRoutes(services),
    ...changeRoutes(services),
  ]);

const neverCached: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

/** Writes are repeatable by what they say, so the key needs no store; a malformed one is still told. */
const checkIdempotencyKey: RequestHandler = (request, _response, next) => {
  const key = request.get('idempotency-key');
  if (key !== undefined && !/^[\x21-\x7e]{1,255}$/.test(key))
    throw new EncoreError('request_invalid', {
      fields: { 'header.Idempotency-Key': 'must be 1 to 255 visible characters' },
    });
  next();
};

/** Whoever repeats a request whose answer was lost changes nothing, and is written down once. */
const logChange = async (
  { changeLog, clock }: Pick<ApiServices, 'changeLog' | 'clock'>,
  { shop, user }: ApiSession,
  done: Parameters<typeof changeOf>[0],
): Promise<void> => {
  const change = changeOf(done);
  if (change !== undefined) await changeLog.add(shop, { ...change, user, at: clock.now() });
};

/** What can't be logged isn't shown. */
const logAccess = (
  { accessLog }: Pick<ApiServices, 'accessLog'>,
  { shop, user }: ApiSession,
  { action, about }: { readonly action: string; readonly about: string },
): Promise<void> => accessLog.add(shop, { user, action, about: about === '' ? undefined : about });

const isParts = (answer: unknown): answer is AsyncIterable<string> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;

/** Everything under /api: session first, then the routes, then a coded 404. Mount it at `/api`. */
export const createApiRouter = (deps: ApiDeps): Router => {
  const router = Router();
  const guard = createSessionGuard(deps);
  router.use(
    neverCached,
    extensionAccess,
    guard.check,
    checkIdempotencyKey,
    json({ limit: '100kb', strict: true }),
  );
  for (const route of allRoutes(deps.services)) {
    router[route.method](route.path, async (request, response) => {
      const { params, query } = request;
      const body: unknown = request.body;
      const session = guard.sessionOf(request);
      const { answer, about } = await route.run({ session, params, query, body });
      await logChange(deps.services, session, { name: route.name, params, body, answer });
      if (about !== undefined) await logAccess(deps.services, session, { action: route.name, about });
      if (route.download !== undefined && isParts(answer))
        await sendDownload(response, answer, route.download);
      else response.json(answer);
    });
  }
  router.use(notFound);
  router.use(createErrorHandler(deps.logger));
  return router;
};
