import type { ShopId } from '../../../lib/brand.ts';
import { errorCodeOf } from '../../../lib/errors.ts';
import { isShopDomain } from '../shop-domain.ts';
import type { ReceiveTrigger } from './receive-trigger.ts';
import { stepReachedPayload, stepReachedTrigger } from './triggers.ts';

export interface WorkflowStart {
  readonly customerId: string;
  readonly flow: string;
  /** What the merchant called the step: how their workflows tell one from another. */
  readonly name: string;
  /** The same at every attempt. */
  readonly request: string;
}

export interface ShopifyWorkflows {
  /** `refused`: Shopify will not, however often it is asked. Throws what may pass. */
  start(shop: ShopId, asked: WorkflowStart): Promise<'done' | 'refused' | 'unknown_here'>;
}

/** What the step "start a Shopify Flow" does. Shops of other platforms have no workflows. */
export const createWorkflows = (receive: ReceiveTrigger): ShopifyWorkflows => ({
  start: async (shop, asked) => {
    if (!isShopDomain(shop)) return 'unknown_here';
    try {
      await receive(shop, stepReachedTrigger.handle, stepReachedPayload(asked));
      return 'done';
    } catch (error) {
      if (errorCodeOf(error) === 'platform_refused') return 'refused';
      throw error;
    }
  },
});
