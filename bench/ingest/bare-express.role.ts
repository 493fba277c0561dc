import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { z } from 'zod';
import { realNow } from '../../server/lib/clock.ts';
import { answerCalls } from '../harness/answer-calls.ts';
import { openBenchConnection } from '../harness/bench-connection.ts';
import { portOf } from '../harness/port-of.ts';
import { webhookSecret } from './webhook.ts';

const startSchema = z.object({ uri: z.string() });

const isSigned = (body: Buffer, signature: string): boolean => {
  const given = Buffer.from(signature, 'base64');
  const own = createHmac('sha256', webhookSecret).update(body).digest();
  return given.length === own.length && timingSafeEqual(own, given);
};

/** What anybody would write first: check the signature, insert, answer. As durable as ours, and dedupes by `_id`. */
const start = async (params: unknown): Promise<number> => {
  const { connection } = await openBenchConnection(startSchema.parse(params).uri);
  const inbox = connection.collection<{ _id: string }>('bare_inbox');
  const app = express();
  app.post('/webhooks/shopify', express.raw({ type: '*/*', limit: '5mb' }), async (request, response) => {
    const body: unknown = request.body;
    if (!Buffer.isBuffer(body) || !isSigned(body, request.get('x-shopify-hmac-sha256') ?? ''))
      return void response.sendStatus(401);
    const shop = request.get('x-shopify-shop-domain') ?? '';
    const row = {
      _id: `${shop}/${request.get('x-shopify-webhook-id') ?? ''}`,
      shop,
      topic: request.get('x-shopify-topic') ?? '',
      body,
      receivedAt: realNow(),
    };
    await inbox.insertOne(row, { writeConcern: { w: 'majority' } });
    response.sendStatus(200);
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return portOf(server);
};

answerCalls({ start });
