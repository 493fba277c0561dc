import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { realNow } from '../../lib/clock.ts';
import { jsonBody } from './payloads/json-body.ts';

export const webhookDeliverySchema = z.object({
  id: z.string(),
  eventId: z.string(),
  topic: z.string(),
  body: z.string(),
  /** Shop time. */
  triggeredAt: z.string(),
});
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>;

export interface WebhookSender {
  /** Returns as soon as `onQueued` has it; delivery goes on behind. */
  send(topic: string, payload: object, triggeredAt: Date): WebhookDelivery;
  /** Takes up what an earlier run still had to deliver. */
  resume(deliveries: readonly WebhookDelivery[]): void;
  pending(): number;
  /** Resolves once nothing is pending, or after `timeoutMs`. */
  settled(timeoutMs: number): Promise<boolean>;
  close(): void;
}

export interface WebhookSenderOptions {
  readonly shop: string;
  readonly apiSecret: string;
  readonly appUrl: string;
  readonly onQueued?: (delivery: WebhookDelivery) => void;
  readonly onDelivered?: (id: string) => void;
  /** First pause after a failure; doubles up to 64 times it. */
  readonly backoffMs?: number;
  /** What becomes of a delivery on its way: times it is sent, and how long each waits. Once each, at once, unless told. */
  readonly mischief?: ((delivery: WebhookDelivery) => readonly number[]) | undefined;
}

const signWebhook = (body: string | Buffer, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('base64');

export const webhookHeaders = (
  delivery: WebhookDelivery,
  options: Pick<WebhookSenderOptions, 'shop' | 'apiSecret'>,
): Record<string, string> => ({
  'content-type': 'application/json',
  'user-agent': 'Shopify-Captain-Hook',
  'x-shopify-topic': delivery.topic,
  'x-shopify-hmac-sha256': signWebhook(delivery.body, options.apiSecret),
  'x-shopify-shop-domain': options.shop,
  'x-shopify-api-version': '2026-07',
  'x-shopify-webhook-id': delivery.id,
  'x-shopify-event-id': delivery.eventId,
  'x-shopify-triggered-at': delivery.triggeredAt,
});

const attempt = async (delivery: WebhookDelivery, options: WebhookSenderOptions): Promise<boolean> => {
  try {
    const response = await fetch(`${options.appUrl}/webhooks/shopify`, {
      method: 'POST',
      headers: webhookHeaders(delivery, options),
      body: delivery.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(5000),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
};

interface Waiting {
  readonly key: string;
  readonly delivery: WebhookDelivery;
  failures: number;
  notBefore: number;
}

/**
 * Delivers at least once, oldest first, four at a time. Unlike Shopify it never gives a delivery up: a demo whose app
 * was down over night should still be told of everything.
 */
export const createWebhookSender = (options: WebhookSenderOptions): WebhookSender => {
  const backoffMs = options.backoffMs ?? 500;
  const journeysOf = options.mischief ?? (() => [0]);
  const waiting = new Map<string, Waiting>();
  const inFlight = new Set<string>();
  let closed = false;

  const add = (delivery: WebhookDelivery): void => {
    for (const [index, waitMs] of journeysOf(delivery).entries()) {
      const notBefore = waitMs === 0 ? 0 : realNow().getTime() + waitMs;
      waiting.set(`${delivery.id}/${index}`, {
        key: `${delivery.id}/${index}`,
        delivery,
        failures: 0,
        notBefore,
      });
    }
  };
  const deliver = async (entry: Waiting): Promise<void> => {
    inFlight.add(entry.key);
    const done = await attempt(entry.delivery, options);
    inFlight.delete(entry.key);
    // Whoever keeps the journal is gone: what was delivered is sent once more, and held as a duplicate.
    if (closed) return;
    if (done) {
      waiting.delete(entry.key);
      options.onDelivered?.(entry.delivery.id);
    } else {
      entry.notBefore = realNow().getTime() + backoffMs * 2 ** Math.min(entry.failures, 6);
      entry.failures += 1;
    }
    pump();
  };
  const pump = (): void => {
    if (closed) return;
    const now = realNow().getTime();
    for (const entry of waiting.values()) {
      if (inFlight.size >= 4) return;
      if (entry.notBefore <= now && !inFlight.has(entry.key)) void deliver(entry);
    }
  };
  const timer = setInterval(pump, Math.min(250, backoffMs));
  const waitUntil = async (deadline: number): Promise<boolean> => {
    while (waiting.size > 0 && realNow().getTime() < deadline)
      await new Promise((wake) => setTimeout(wake, 10));
    return waiting.size === 0;
  };

  return {
    send: (topic, payload, triggeredAt) => {
      const delivery = {
        id: randomUUID(),
        eventId: randomUUID(),
        topic,
        body: jsonBody(payload),
        triggeredAt: triggeredAt.toISOString(),
      };
      options.onQueued?.(delivery);
      add(delivery);
      pump();
      return delivery;
    },
    resume: (deliveries) => {
      for (const delivery of deliveries) add(delivery);
      pump();
    },
    pending: () => waiting.size,
    settled: (timeoutMs) => waitUntil(realNow().getTime() + timeoutMs),
    close: () => {
      closed = true;
      clearInterval(timer);
    },
  };
};
