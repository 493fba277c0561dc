import { once } from 'node:events';
import { createServer } from 'node:http';
import { Router } from 'express';
import { z } from 'zod';
import { createHttpApp } from '../../server/app/http/http-app.ts';
import { createInstalledShops } from '../../server/app/installed-shops.ts';
import { openData } from '../../server/app/wiring/data.ts';
import { wireIntake } from '../../server/app/wiring/intake.ts';
import { asShopId } from '../../server/lib/brand.ts';
import { silentLogger } from '../../server/lib/logger.ts';
import { createShopifyWebhookRouter } from '../../server/platforms/shopify/webhook-router.ts';
import { answerCalls } from '../harness/answer-calls.ts';
import { openBenchConnection } from '../harness/bench-connection.ts';
import { portOf } from '../harness/port-of.ts';
import { webhookSecret } from './webhook.ts';

const startSchema = z.object({ uri: z.string() });

/** Encore's own web process, as compose-web.ts puts it together, without the admin. */
const start = async (params: unknown): Promise<number> => {
  const { connection } = await openBenchConnection(startSchema.parse(params).uri);
  const data = await openData(connection, { watchClock: false });
  const webhooks = createShopifyWebhookRouter({
    secrets: [webhookSecret],
    intake: wireIntake(data),
    isInstalled: createInstalledShops((shop) => data.shop.shops.isInstalled(asShopId(shop))),
    logger: silentLogger,
  });
  const app = createHttpApp({
    health: Router(),
    routers: [webhooks],
    api: Router(),
    document: Router(),
    logger: silentLogger,
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return portOf(server);
};

answerCalls({ start });
