import { Buffer } from 'node:buffer';
import { createHmac, randomUUID } from 'node:crypto';
import { monotonicMs, realNow, sleep } from '../../../lib/clock.ts';
import { webhookHeaders } from '../../fake-shopify/webhook-sender.ts';
import { credentials } from './shops.ts';
import type { ShopName } from './shops.ts';

export interface Delivery {
  readonly shop: ShopName;
  readonly topic: string;
  /** Text and bytes go as they are. */
  readonly payload: object | string | Buffer;
  readonly id?: string | undefined;
  readonly triggeredAt?: Date | undefined;
}

export interface Answer {
  readonly id: string;
  /** 0: none came. */
  readonly status: number;
  readonly atMs: number;
  readonly tookMs: number;
}

const platformPatienceMs = 5000;

/** One try of the platform's. */
export const deliverOnce = async (appUrl: string, delivery: Delivery): Promise<Answer> => {
  const { shop, topic, payload, id = randomUUID(), triggeredAt = realNow() } = delivery;
  const body = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload);
  const stamp = { id, eventId: id, topic, body: '', triggeredAt: triggeredAt.toISOString() };
  const headers = {
    ...webhookHeaders(stamp, { shop, apiSecret: credentials.apiSecret }),
    'x-shopify-hmac-sha256': createHmac('sha256', credentials.apiSecret).update(body).digest('base64'),
  };
  const startedMs = monotonicMs();
  const status = await fetch(`${appUrl}/webhooks/shopify`, {
    method: 'POST',
    headers,
    body,
    signal: AbortSignal.timeout(platformPatienceMs),
  }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status;
    },
    () => 0,
  );
  const atMs = monotonicMs();
  return { id, status, atMs, tookMs: atMs - startedMs };
};

/** Tries as the platform does, only sooner, until it is taken. The last answer. */
export const deliver = async (appUrl: string, delivery: Delivery): Promise<Answer> => {
  const id = delivery.id ?? randomUUID();
  const giveUpMs = monotonicMs() + 60_000;
  for (;;) {
    const answer = await deliverOnce(appUrl, { ...delivery, id });
    if (answer.status === 200 || monotonicMs() > giveUpMs) return answer;
    await sleep(150);
  }
};
