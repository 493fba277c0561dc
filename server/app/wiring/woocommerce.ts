import type { Router } from 'express';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { Queue } from '../../lib/job-catalog.ts';
import type { Logger } from '../../lib/logger.ts';
import { createGuardedRequest } from '../../lib/outgoing/guarded-request.ts';
import { createSecretBox } from '../../lib/secret-box.ts';
import { createWooConnect } from '../../platforms/woocommerce/connect.ts';
import type { WooConnect } from '../../platforms/woocommerce/connect.ts';
import { createWooConnectRouter } from '../../platforms/woocommerce/connect-router.ts';
import { createWooConnections } from '../../platforms/woocommerce/connections.system.repository.ts';
import { createWooDisconnect } from '../../platforms/woocommerce/disconnect.ts';
import { createWooInvite } from '../../platforms/woocommerce/invite.ts';
import { createKeyVault } from '../../platforms/woocommerce/key-vault.ts';
import { createWooClient } from '../../platforms/woocommerce/woo-client.ts';
import type { WooClient } from '../../platforms/woocommerce/woo-client.ts';
import { createWooSync } from '../../platforms/woocommerce/sync.ts';
import type { WooSync } from '../../platforms/woocommerce/sync.ts';
import { createWooWebhookRouter } from '../../platforms/woocommerce/webhook-router.ts';
import type { Intake } from '../../shop/inbox/intake.ts';
import { createJournalFacts } from '../../shop/journal/journal-facts.ts';
import { createInboxInsert } from '../../shop/inbox/inbox-insert.repository.ts';
import { createReconciliationRepository } from '../../shop/reconciliations.repository.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import type { Config } from '../config.ts';
import type { Meters } from '../metrics/meters.ts';
import type { Data } from './data.ts';
import type { Flows } from './flows.ts';
import { wireIntake } from './intake.ts';

export interface WooParts {
  readonly config: Pick<Config, 'appUrl' | 'encryptionKey' | 'previousKeys' | 'demo'>;
  readonly data: Data;
  /** For stores on this machine; only a demo's unless told. */
  readonly allowLoopback?: boolean;
}

/** A page of a hundred orders is a big answer, and a small shop's server a slow one. */
const limits = { timeoutMs: 30_000, maxAnswerBytes: 20 * 2 ** 20 } as const;

const common = ({ config, data, allowLoopback = config.demo !== undefined }: WooParts) => {
  const box = createSecretBox([config.encryptionKey, ...config.previousKeys]);
  return {
    appUrl: config.appUrl,
    box,
    connections: createWooConnections(data.connection),
    vault: createKeyVault(data.shop.tokens, box),
    request: createGuardedRequest({ ...limits, allowLoopback }),
    clock: data.clock,
    allowLoopback,
  };
};

export const wireWooInvite = (parts: WooParts): ((storeUrl: string) => Promise<string>) =>
  createWooInvite(common(parts));

export const wireWooDisconnect = (parts: WooParts) =>
  createWooDisconnect({ ...common(parts), accept: wireIntake(parts.data).accept });

const wireWooConnect = (parts: WooParts & { flows: Flows; queue: Queue }): WooConnect =>
  createWooConnect({
    ...common(parts),
    shops: parts.data.shop.shops,
    queue: parts.queue,
    onInstalled: ({ id }) => parts.flows.service.ensurePresets(id, 'draft'),
  });

export const wireWooSync = (parts: WooParts & { flows: Flows; logger: Logger }): WooSync => {
  const { data, flows, logger } = parts;
  return createWooSync({
    ...common(parts),
    record: createRecordFacts(data.shop, createJournalFacts(data.shop.journal, data.clock)),
    insert: createInboxInsert(data.connection),
    polls: createReconciliationRepository(data.connection),
    react: flows.react,
    logger,
  });
};

/** One connected store's REST API. Throws `shop_not_installed` for a store whose keys are gone. */
export const wireWooClients = (parts: WooParts): ((shop: ShopId) => Promise<WooClient>) => {
  const { connections, vault, request } = common(parts);
  return async (shop) => {
    const [connection, keys] = [await connections.ofShop(shop), await vault.open(shop)];
    if (connection === undefined || keys === undefined) throw new EncoreError('shop_not_installed');
    return createWooClient(request, connection.storeUrl, keys);
  };
};

interface WooWebParts extends WooParts {
  readonly flows: Flows;
  readonly queue: Queue;
  readonly intake: Intake;
  readonly isInstalled: (shop: ShopId) => Promise<boolean>;
  readonly meters: Meters;
}

export const wireWooRouters = (parts: WooWebParts): readonly Router[] => {
  const { connections, box, clock } = common(parts);
  const { intake, isInstalled, meters } = parts;
  const answered = (status: number, topic: string): void =>
    meters.count('encore_webhooks_answered_total', 1, { topic, status: String(status) });
  return [
    createWooWebhookRouter({ connections, box, intake, isInstalled, clock, metrics: { answered } }),
    createWooConnectRouter(wireWooConnect(parts)),
  ];
};
