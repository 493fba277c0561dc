import { z } from 'zod';
import type { ContactId, ShopId } from '../lib/brand.ts';
import type { ConsentWriteRepository } from './consent-writes.repository.ts';
import type { StoreEvent } from './store-event.ts';

/** What people say to us and not to their shop. */
const ownSources = new Set(['one-click', 'page', 'provider', 'preferences']);

const saidSchema = z.object({ state: z.enum(['subscribed', 'unsubscribed']), source: z.string() });

/** After which a contact may have a customer whom they had not. */
const bringsCustomer = new Set<StoreEvent['type']>(['customer.updated', 'order.placed']);

const contactsIn = (events: readonly StoreEvent[]): readonly ContactId[] => [
  ...new Set(events.flatMap(({ type, contact }) => (bringsCustomer.has(type) ? (contact ?? []) : []))),
];

/**
 * Called before a delivery is marked applied: a statement made here is on its way to the platform, or is heard again. What
 * a guest said waits until there is a customer; whoever may have become one is looked for again.
 */
export const createQueueConsentWrites =
  (writes: Pick<ConsentWriteRepository, 'add' | 'wake'>) =>
  async (shop: ShopId, events: readonly StoreEvent[]): Promise<void> => {
    const contacts = contactsIn(events);
    if (contacts.length > 0) await writes.wake(shop, contacts);
    for (const { type, about, contact, at, data } of events) {
      if (type !== 'consent.changed' || contact === undefined) continue;
      const said = saidSchema.safeParse(data);
      if (!said.success || !ownSources.has(said.data.source)) continue;
      await writes.add(shop, { addressDigest: about, contact, state: said.data.state, statedAt: at });
    }
  };
