import { z } from 'zod';
import type { Clock } from '../../lib/clock.ts';
import { errorCodeOf } from '../../lib/errors.ts';
import type { GuardedRequest } from '../../lib/outgoing/guarded-request.ts';
import type { NewDelivery } from '../../shop/delivery.ts';
import type { WooConnection, WooConnections } from './connections.system.repository.ts';
import { leavingDelivery } from './keeper-delivery.ts';
import type { KeyVault } from './key-vault.ts';
import { readStoreUrl, shopIdOfStore } from './store-address.ts';
import { webhooksAt } from './store-webhooks.ts';
import { createWooClient } from './woo-client.ts';

export interface DisconnectDeps {
  readonly appUrl: string;
  readonly connections: Pick<WooConnections, 'ofShop' | 'end'>;
  readonly vault: Pick<KeyVault, 'open'>;
  readonly request: GuardedRequest;
  readonly accept: (delivery: NewDelivery) => Promise<unknown>;
  readonly clock: Clock;
  /** For stores on this machine, in tests. */
  readonly allowLoopback?: boolean | undefined;
}

export interface Disconnected {
  /** False: there was nothing to disconnect; what is to be forgotten is all the same. */
  readonly wasConnected: boolean;
  /** Webhooks taken away in the store. */
  readonly removed: number;
  /** Why the store's own webhooks are still there: it could not be asked. They are answered and ignored. */
  readonly left?: string | undefined;
}

const anything = z.unknown();

const removeWebhooks = async (
  { appUrl, vault, request }: DisconnectDeps,
  connection: WooConnection,
): Promise<Pick<Disconnected, 'removed' | 'left'>> => {
  let removed = 0;
  try {
    const keys = await vault.open(connection.shop);
    if (keys === undefined) return { removed, left: 'no keys' };
    const client = createWooClient(request, connection.storeUrl, keys);
    for (const { id } of await webhooksAt(client, appUrl, connection.id)) {
      const path = `/wc/v3/webhooks/${id}?force=true`;
      await client.call({ path, method: 'DELETE', schema: anything });
      removed += 1;
    }
    return { removed };
  } catch (error) {
    return { removed, left: errorCodeOf(error) };
  }
};

/** A store that can't be reached any more can leave too. Throws `request_invalid` for what is no store's address. */
export const createWooDisconnect =
  (deps: DisconnectDeps) =>
  async (typed: string, { forget }: { readonly forget: boolean }): Promise<Disconnected> => {
    const shop = shopIdOfStore(readStoreUrl(typed, { allowLoopback: deps.allowLoopback ?? false }));
    const connection = await deps.connections.ofShop(shop);
    const webhooks = connection === undefined ? { removed: 0 } : await removeWebhooks(deps, connection);
    // The look of every day stops before anything is forgotten: it would read the store again.
    await deps.connections.end(shop);
    await deps.accept(leavingDelivery(shop, { forget, at: deps.clock.now() }));
    return { wasConnected: connection !== undefined, ...webhooks };
  };
