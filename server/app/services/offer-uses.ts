import type { ShopId } from '../../lib/brand.ts';
import type { FlowRepository } from '../../flows/flow.repository.ts';
import type { FlowVersionRepository } from '../../flows/flow-version.repository.ts';
import type { OfferUse, OfferUses } from '../../mail/offers/offer-service.ts';

export interface OfferUsesDeps {
  readonly flows: Pick<FlowRepository, 'list'>;
  readonly versions: Pick<FlowVersionRepository, 'findMany'>;
}

/** Programs as they are stored, whether or not their steps are still known. */
const offersIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(offersIn);
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(offersIn);
  return 'offer' in value && typeof value.offer === 'string' ? [value.offer, ...inner] : inner;
};

/** Which flows promise which offer in what people enter now; archived ones promise nothing to anybody. */
export const createOfferUses =
  ({ flows, versions }: OfferUsesDeps): OfferUses =>
  async (shop: ShopId) => {
    const all = (await flows.list(shop)).filter(({ status }) => status !== 'archived');
    const stored = await versions.findMany(
      shop,
      all.map(({ id, version }) => ({ flow: id, version })),
    );
    const uses = new Map<string, OfferUse[]>();
    for (const { id, title } of all) {
      const program = stored.find(({ flow }) => flow === id)?.program;
      for (const offer of new Set(offersIn(program)))
        uses.set(offer, [...(uses.get(offer) ?? []), { flow: id, title }]);
    }
    return uses;
  };
