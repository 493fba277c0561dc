import { raw, Router } from 'express';
import type { Request, Response } from 'express';
import type { ShopId } from '../../../lib/brand.ts';
import type { Clock } from '../../../lib/clock.ts';
import { EncoreError } from '../../../lib/errors.ts';
import { parseJson } from '../../../lib/json.ts';
import type { Intake } from '../../../shop/inbox/intake.ts';
import { toVisitDelivery } from '../../../shop/storefront/interpret-visits.ts';
import { visitReportSchema } from '../../../shop/storefront/visit-report.ts';
import type { VisitReport } from '../../../shop/storefront/visit-report.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Rate, RateLimit } from './rate-limit.ts';
import type { ShopKeys } from './shop-key.ts';

export interface EventsRouterDeps {
  readonly keys: ShopKeys;
  readonly intake: Pick<Intake, 'accept'>;
  readonly isInstalled: (shop: ShopId) => Promise<boolean>;
  /** Shop time. */
  readonly clock: Clock;
  readonly rates?: { readonly ofShop: Rate; readonly ofAddress: Rate };
  readonly metrics?: { readonly answered: (status: number) => void } | undefined;
}

const mostBytes = 32 * 2 ** 10;

/** A visitor turns over a page now and then; a whole office may share an address. */
export const houseRates = {
  ofShop: { burst: 2_000, perMinute: 12_000 },
  ofAddress: { burst: 120, perMinute: 240 },
} as const;

/**
 * The pixel's sandbox has an origin of its own or none (`Origin: null`), and sends no cookies: anybody may ask, and the
 * shop's key says for whom.
 */
const allowEverybody = (response: Response): void => {
  response.set({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After' });
};

const letIn = (limit: RateLimit, key: string, response: Response): void => {
  const seconds = limit.secondsToWait(key);
  if (seconds === 0) return;
  response.set('Retry-After', String(seconds));
  throw new EncoreError('too_many_requests');
};

const readBody = (request: Request): Buffer => {
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
};

const readReport = (body: Buffer): VisitReport => {
  let value: unknown;
  try {
    value = parseJson(body.toString());
  } catch (cause) {
    throw new EncoreError('request_invalid', { cause, fields: { body: 'is not valid JSON' } });
  }
  const parsed = visitReportSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(
    parsed.error.issues.slice(0, 10).map(({ path, message }) => [path.join('.') || 'body', message]),
  );
  throw new EncoreError('request_invalid', { fields });
};

/** `POST /events`: what a storefront's visitors do. 200 means that a durable row holds it. */
export const createEventsRouter = (deps: EventsRouterDeps): Router => {
  const { ofShop, ofAddress } = deps.rates ?? houseRates;
  const shops = createRateLimit(ofShop);
  const addresses = createRateLimit(ofAddress);
  const router = Router();
  router.options('/events', (_request, response) => {
    allowEverybody(response);
    response
      .set({
        'Access-Control-Allow-Methods': 'POST',
        'Access-Control-Allow-Headers': 'Content-Type',
        'Access-Control-Max-Age': '86400',
      })
      .status(204)
      .end();
  });
  router.post(
    '/events',
    (request, response, next) => {
      allowEverybody(response);
      response.once('finish', () => deps.metrics?.answered(response.statusCode));
      letIn(addresses, request.ip ?? '', response);
      next();
    },
    raw({ type: () => true, limit: mostBytes }),
    async (request, response) => {
      const body = readBody(request);
      const shop = deps.keys.read(readReport(body).key);
      if (shop === undefined) throw new EncoreError('shop_key_invalid');
      letIn(shops, shop, response);
      const isInstalled = await deps.isInstalled(shop);
      const heardAt = deps.clock.now();
      const outcome = await deps.intake.accept(toVisitDelivery(shop, body, { heardAt, isInstalled }));
      response.json({ outcome });
    },
  );
  return router;
};
