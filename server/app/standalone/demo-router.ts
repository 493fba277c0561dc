import { Router } from 'express';
import type { Logger } from '../../lib/logger.ts';
import type { Data } from '../wiring/data.ts';
import type { Flows } from '../wiring/flows.ts';
import { createClockRouter } from './clock-routes.ts';
import { loopbackOnly } from './loopback.ts';
import { createOutboxReader } from './outbox-reader.ts';
import { createOutboxJson, createOutboxRouter } from './outbox/outbox-router.ts';
import { createProxy } from './proxy.ts';
import { createWinder } from './winder.ts';
import { createWorkInSight } from './work-in-sight.ts';

export interface DemoRouterParts {
  readonly data: Data;
  readonly flows: Flows;
  readonly storeUrl: string;
  readonly logger: Logger;
}

const patienceMs = 120_000;
const pauseMs = 10;

/** What only the demo has, and only for this machine: outbox, clock, and the way to the far side's pages. */
export const createDemoRouter = ({ data, flows, storeUrl, logger }: DemoRouterParts): Router => {
  const { clock } = data;
  const winder = createWinder({ clock, ...createWorkInSight(data), patienceMs, pauseMs });
  const outbox = createOutboxReader({ data, flows });
  const store = createProxy(storeUrl, logger);
  const router = Router();
  router.use('/demo', loopbackOnly);
  router.use('/demo/clock', createClockRouter({ clock, winder }));
  router.get('/demo/outbox.json', createOutboxJson(outbox));
  router.use('/demo/outbox', createOutboxRouter(outbox));
  router.use('/demo/store', store);
  router.use('/demo/admin', store);
  return router;
};
