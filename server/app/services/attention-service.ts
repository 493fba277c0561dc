import type { AttentionActWord, AttentionItem } from '../../insights/attention/attention.contract.ts';
import { readAttention } from '../../insights/attention/read-attention.ts';
import type { AttentionDeps } from '../../insights/attention/read-attention.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { Queue } from '../../lib/job-catalog.ts';
import type { RequeueRepository } from '../operations/requeue.system.repository.ts';

export interface AttentionService {
  list(shop: ShopId): Promise<readonly AttentionItem[]>;
  /** How many went back to work; undefined where a job is asked for. */
  act(shop: ShopId, act: AttentionActWord): Promise<number | undefined>;
}

export interface AttentionServiceDeps extends AttentionDeps {
  readonly requeue: Pick<RequeueRepository, 'requeueEnrollments' | 'requeueDeliveries'>;
  readonly queue: Pick<Queue, 'enqueue'>;
}

/** Asks the platform at once for what webhooks should have told. */
const catchUp = async ({ shops, queue }: AttentionServiceDeps, id: ShopId): Promise<void> => {
  const shop = await shops.find(id);
  if (shop?.platform === 'woocommerce') await queue.enqueue('woocommerce.sync', { shop: id });
  else await queue.enqueue('shopify.reconcile', {});
};

export const createAttentionService = (deps: AttentionServiceDeps): AttentionService => ({
  list: (shop) => readAttention(deps, shop),
  act: async (shop, act) => {
    switch (act) {
      case 'retry-enrollments':
        return (await deps.requeue.requeueEnrollments({ shop }, deps.clock.now())).requeued;
      case 'retry-deliveries':
        return (await deps.requeue.requeueDeliveries({ shop })).requeued;
      case 'catch-up':
        await catchUp(deps, shop);
        return undefined;
    }
  },
});
