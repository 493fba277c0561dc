import { applyProviderEvents } from '../../mail/events/apply-provider-events.ts';
import { interpretProviderEvents } from '../../mail/events/interpret-provider-events.ts';
import { createMessageEvents } from '../../mail/events/message-events.repository.ts';
import { isProviderDelivery } from '../../mail/events/provider-delivery.ts';
import type { StoredDelivery } from '../../shop/delivery.ts';
import type { Data } from './data.ts';

/** What the provider tells of mails: outcomes, suppressions, events. Deliveries of others are left alone. */
export const wireProviderEvents = ({
  connection,
  mail,
  shop,
  engine,
  clock,
}: Data): ((delivery: StoredDelivery) => Promise<void>) => {
  const deps = {
    events: createMessageEvents(connection),
    messages: mail.messages,
    suppressions: shop.suppressions,
    enrollments: engine.store,
    clock,
  };
  return async (delivery) => {
    if (isProviderDelivery(delivery)) await applyProviderEvents(deps, interpretProviderEvents(delivery.body));
  };
};
