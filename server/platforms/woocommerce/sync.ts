import { z } from 'zod';
import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import type { GuardedRequest } from '../../lib/outgoing/guarded-request.ts';
import type { SecretBox } from '../../lib/secret-box.ts';
import type { RecordFacts } from '../../shop/record-facts.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import type { WooConnection, WooConnections } from './connections.system.repository.ts';
import { webhookSecretContext } from './key-vault.ts';
import type { KeyVault } from './key-vault.ts';
import { createDocumentReader } from './read-documents.ts';
import { wooTopics } from './webhook-topics.ts';
import { createWooClient } from './woo-client.ts';
import type { WooClient } from './woo-client.ts';

export interface WooSyncDeps {
  readonly appUrl: string;
  readonly connections: WooConnections;
  readonly vault: KeyVault;
  readonly box: SecretBox;
  readonly request: GuardedRequest;
  readonly record: RecordFacts;
  readonly react: (shop: ShopId, events: readonly StoreEvent[]) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface WooSync {
  /** Makes the webhooks that are missing, wakes those that were switched off, and reads what changed since the last look. */
  run(shop: ShopId, signal?: AbortSignal): Promise<SyncReport>;
  /** One store after the other; one that can't be reached keeps no other waiting. */
  runAll(signal?: AbortSignal): Promise<void>;
}

export interface SyncReport {
  readonly made: number;
  readonly woken: number;
  /** Documents read: found by looking, whether or not a webhook had told of them. */
  readonly read: number;
  /** Documents that could not be read; counted, the rest goes on. */
  readonly broken: number;
}

const webhooksSchema = z.array(
  z.object({ id: z.number().int(), topic: z.string(), status: z.string(), delivery_url: z.string() }),
);
const anything = z.unknown();

const pageSize = 100;
const pastMs = 730 * 86_400_000;
/** Clocks of two machines differ, and a save takes its time. */
const overlapMs = 10 * 60_000;

interface Store {
  readonly connection: WooConnection;
  readonly client: WooClient;
}

const keepWebhooks = async (
  { appUrl, box }: WooSyncDeps,
  { connection, client }: Store,
): Promise<Pick<SyncReport, 'made' | 'woken'>> => {
  const deliveryUrl = `${appUrl}/webhooks/woocommerce/${connection.id}`;
  const all = await client.call({ path: `/wc/v3/webhooks?per_page=${pageSize}`, schema: webhooksSchema });
  const ours = new Map(
    all.filter((one) => one.delivery_url === deliveryUrl).map((one) => [one.topic, one] as const),
  );
  const secret = box.open(connection.webhookSecret, webhookSecretContext(connection.shop));
  let [made, woken] = [0, 0];
  for (const topic of wooTopics.keys()) {
    const known = ours.get(topic);
    if (known === undefined) {
      const body = { name: `Encore ${topic}`, topic, delivery_url: deliveryUrl, secret, status: 'active' };
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

export const createWooSync = (deps: WooSyncDeps): WooSync => {
  const readAll = createDocumentReader(deps);
  const run: WooSync['run'] = async (shop, signal) => {
    const connection = await deps.connections.ofShop(shop);
    const keys = await deps.vault.open(shop);
    if (connection === undefined || keys === undefined) return { made: 0, woken: 0, read: 0, broken: 0 };
    const store = { connection, client: createWooClient(deps.request, connection.storeUrl, keys) };
    const heardAt = deps.clock.now();
    const hooks = await keepWebhooks(deps, store);
    const { readUntil } = connection;
    const since = new Date(
      readUntil === undefined ? heardAt.getTime() - pastMs : readUntil.getTime() - overlapMs,
    );
    const source = readUntil === undefined ? 'backfill' : 'poll';
    const documentsRead = await readAll({ ...store, since, heardAt, source, signal });
    if (signal?.aborted !== true) await deps.connections.saveReadUntil(connection.id, heardAt);
    const report = { ...hooks, ...documentsRead };
    deps.logger.info({ shop, ...report, source }, 'the store was looked at');
    return report;
  };
  return {
    run,
    runAll: async (signal) => {
      for (const shop of await deps.connections.connectedShops()) {
        if (signal?.aborted === true) return;
        await run(shop, signal).catch((error: unknown) =>
          deps.logger.error({ err: error, shop }, 'the store could not be looked at'),
        );
      }
    },
  };
};
