import { z } from 'zod';
import { wooTopics } from './webhook-topics.ts';
import type { WooClient } from './woo-client.ts';

const webhooksSchema = z.array(
  z.object({ id: z.number().int(), topic: z.string(), status: z.string(), delivery_url: z.string() }),
);
export type StoreWebhook = z.output<typeof webhooksSchema>[number];

const pageSize = 100;
const anything = z.unknown();

const urlOf = (appUrl: string, connectionId: string): string =>
  `${appUrl}/webhooks/woocommerce/${connectionId}`;

/** Those of a store that come to us. */
export const webhooksAt = async (
  client: WooClient,
  appUrl: string,
  connectionId: string,
): Promise<readonly StoreWebhook[]> => {
  const ours: StoreWebhook[] = [];
  for (let page = 1; ; page += 1) {
    const path = `/wc/v3/webhooks?per_page=${pageSize}&page=${page}`;
    const found = await client.call({ path, schema: webhooksSchema });
    ours.push(...found.filter((one) => one.delivery_url === urlOf(appUrl, connectionId)));
    if (found.length < pageSize) return ours;
  }
};

export interface KeptWebhooks {
  /** Missing, and made: all of them for a new store, else somebody took them away. */
  readonly made: number;
  /** Switched off, and woken. */
  readonly woken: number;
}

/** Makes what is missing and wakes what was switched off; WooCommerce tries each with a ping before it agrees. */
export const keepWebhooks = async (
  client: WooClient,
  at: { readonly appUrl: string; readonly connectionId: string; readonly secret: string },
): Promise<KeptWebhooks> => {
  const { appUrl, connectionId, secret } = at;
  const found = await webhooksAt(client, appUrl, connectionId);
  const ours = new Map(found.map((one) => [one.topic, one]));
  let [made, woken] = [0, 0];
  for (const topic of wooTopics.keys()) {
    const known = ours.get(topic);
    if (known === undefined) {
      const delivery_url = urlOf(appUrl, connectionId);
      const body = { name: `Encore ${topic}`, topic, delivery_url, secret, status: 'active' };
      await client.call({ path: '/wc/v3/webhooks', method: 'POST', body, schema: anything });
      made += 1;
    } else if (known.status !== 'active') {
      const path = `/wc/v3/webhooks/${known.id}`;
      await client.call({ path, method: 'PUT', body: { status: 'active', secret }, schema: anything });
      woken += 1;
    }
  }
  return { made, woken };
};
