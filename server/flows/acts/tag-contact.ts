import { actArgs, actEffects } from '../../engine/steps/act.step.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { ContactFacts } from '../shop-facts.ts';
import type { ActPerformer } from './act-performer.ts';

/** What flows ask of a platform: to tag one of its customers. Tagging twice is tagging once. */
export interface CustomerTags {
  /** `refused`: the platform will not, however often it is asked. Throws `platform_throttled`, `platform_call_failed`. */
  add(shop: ShopId, customerId: string, tag: string): Promise<'done' | 'refused'>;
}

export const createTagContact = (
  contacts: Pick<ContactFacts, 'findMany'>,
  tags: CustomerTags,
): ActPerformer => ({
  effect: actEffects.tag,
  leaves: true,
  changesFacts: false,
  perform: async ({ request: { enrollment, args } }) => {
    const parsed = actArgs.parse(args);
    if (!('tag' in parsed)) return { kind: 'failed', code: 'step_failed' };
    const { shop, contact } = enrollment;
    const customerIds = (await contacts.findMany(shop, [contact])).get(contact)?.customerIds ?? [];
    if (customerIds.length === 0) return { kind: 'skipped', code: 'not_a_customer' };
    for (const customerId of customerIds)
      if ((await tags.add(shop, customerId, parsed.tag)) === 'refused')
        return { kind: 'failed', code: 'tag_refused' };
    return { kind: 'done', code: 'tagged' };
  },
});
