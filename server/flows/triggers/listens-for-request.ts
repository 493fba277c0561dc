import type { StoreEvent } from '../../shop/store-event.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { RunningFlow } from '../running-flows.ts';
import { isOccasion } from './event-facts.ts';

const requestOf = (shop: ShopId, name: string): StoreEvent => ({
  id: '',
  shop,
  type: 'flow.requested',
  about: name,
  at: new Date(0),
  data: { name },
  sources: [],
});

/** Whether any live flow begins when somebody is asked for by this name; its filters on the person are asked later. */
export const listensForRequest = (flows: readonly RunningFlow[], name: string): boolean =>
  flows.some(
    ({ flow, kind, program }) =>
      flow.status === 'live' &&
      kind.hears(program).opensOn.includes('flow.requested') &&
      isOccasion(requestOf(flow.shop, name), program.trigger.filter),
  );
