import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import type { GuardedRequest } from '../../lib/outgoing/guarded-request.ts';
import type { SecretBox } from '../../lib/secret-box.ts';
import type { NewDelivery } from '../../shop/delivery.ts';
import type { GroupInsert } from '../../shop/inbox/group-commit.ts';
import type { RecordFacts } from '../../shop/record-facts.ts';
import type { ReconciliationRepository } from '../../shop/reconciliations.repository.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import type { WooConnections } from './connections.system.repository.ts';
import { webhookSecretContext } from './key-vault.ts';
import type { KeyVault } from './key-vault.ts';
import { createDocumentReader } from './read-documents.ts';
import { keepWebhooks } from './store-webhooks.ts';
import { createWooClient } from './woo-client.ts';

export interface WooSyncDeps {
  readonly appUrl: string;
  readonly connections: WooConnections;
  readonly vault: KeyVault;
  readonly box: SecretBox;
  readonly request: GuardedRequest;
  readonly record: RecordFacts;
  readonly react: (shop: ShopId, events: readonly StoreEvent[]) => Promise<void>;
  /** Where documents that can't be read are kept. */
  readonly insert: GroupInsert<NewDelivery>;
  readonly polls: Pick<ReconciliationRepository, 'save'>;
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
  /** Documents read, whether or not a webhook had told of them. */
  readonly read: number;
  /** Events that no webhook had told of. */
  readonly found: number;
  /** Documents that could not be read: set aside in the inbox, the rest goes on. */
  readonly broken: number;
}

const pastMs = 730 * 86_400_000;
/** Clocks of two machines differ, and a save takes its time. */
const overlapMs = 10 * 60_000;

/** What nobody told us of, and webhooks that told nobody: a health figure, shown by the doctor. */
const note = async (
  { polls }: WooSyncDeps,
  { shop, until }: { readonly shop: ShopId; readonly until: Date },
  { made, woken, found }: SyncReport,
): Promise<void> => {
  await polls.save(shop, 'documents', { until, found });
  await polls.save(shop, 'subscriptions', { until, found: made + woken });
};

export const createWooSync = (deps: WooSyncDeps): WooSync => {
  const readAll = createDocumentReader(deps);
  const run: WooSync['run'] = async (shop, signal) => {
    const connection = await deps.connections.ofShop(shop);
    const keys = await deps.vault.open(shop);
    if (connection === undefined || keys === undefined)
      return { made: 0, woken: 0, read: 0, broken: 0, found: 0 };
    const { appUrl, box } = deps;
    const client = createWooClient(deps.request, connection.storeUrl, keys);
    const heardAt = deps.clock.now();
    const secret = box.open(connection.webhookSecret, webhookSecretContext(shop));
    const hooks = await keepWebhooks(client, { appUrl, connectionId: connection.id, secret });
    const { readUntil } = connection;
    const since = new Date(
      readUntil === undefined ? heardAt.getTime() - pastMs : readUntil.getTime() - overlapMs,
    );
    const source = readUntil === undefined ? 'backfill' : 'poll';
    const documentsRead = await readAll({
      connection,
      client,
      since,
      countedFrom: readUntil ?? since,
      heardAt,
      source,
      signal,
    });
    if (signal?.aborted !== true) await deps.connections.saveReadUntil(connection.id, heardAt);
    const report = { ...hooks, ...documentsRead };
    if (readUntil !== undefined) await note(deps, { shop, until: heardAt }, report);
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
