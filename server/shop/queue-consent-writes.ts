import { z } from 'zod';
import type { ShopId } from '../lib/brand.ts';
import type { ConsentWriteRepository } from './consent-writes.repository.ts';
import type { StoreEvent } from './store-event.ts';

/** What people say to us and not to their shop. */
const ownSources = new Set(['one-click', 'page', 'provider', 'preferences']);

const saidSchema = z.object({ state: z.enum(['subscribed', 'unsubscribed']), source: z.string() });

/** Called before a delivery is marked applied: a statement made here is on its way to the platform, or is heard again. */
export const createQueueConsentWrites =
  (writes: Pick<ConsentWriteRepository, 'add'>) =>
  async (shop: ShopId, events: readonly StoreEvent[]): Promise<void> => {
    for (const { type, about, contact, at, data } of events) {
      if (type !== 'consent.changed' || contact === undefined) continue;
      const said = saidSchema.safeParse(data);
      if (!said.success || !ownSources.has(said.data.source)) continue;
      await writes.add(shop, { addressDigest: about, contact, state: said.data.state, statedAt: at });
    }
  };
