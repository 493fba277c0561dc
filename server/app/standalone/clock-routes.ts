import express from 'express';
import type { Router } from 'express';
import type { Clock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import { windRequest } from './winder.ts';
import type { Winder } from './winder.ts';

/** `GET /demo/clock` tells the shop's time, `POST /demo/clock` winds it. */
export const createClockRouter = (deps: {
  readonly clock: Clock & { offsetMs(): number };
  readonly winder: Winder;
}): Router => {
  const router = express.Router();
  router.get('/', (_request, response) => {
    response.json({ now: deps.clock.now().toISOString(), offsetMs: deps.clock.offsetMs() });
  });
  router.post('/', express.json({ limit: '1kb', strict: true }), async (request, response) => {
    const parsed = windRequest.safeParse(request.body);
    if (!parsed.success) {
      throw new EncoreError('request_invalid', {
        fields: { advance: 'expected an ISO 8601 duration, e.g. PT31M' },
      });
    }
    response.json(await deps.winder.advance(parsed.data.advance));
  });
  return router;
};
