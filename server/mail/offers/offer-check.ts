import type { ShopId } from '../../lib/brand.ts';
import type { OfferService, OfferSession } from './offer-service.ts';

interface Wanted {
  readonly id: string;
  readonly title: string;
  readonly percent: number;
  readonly validDays: number;
}

/** Whether mails may promise what they name, as flows ask it when they are saved. */
export const createOfferCheck = (offers: Pick<OfferService, 'list' | 'find' | 'create'>) => ({
  faults: async (shop: ShopId, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const byId = new Map((await offers.list(shop)).map((offer) => [offer.id, offer]));
    const faultOf = (id: string): string | undefined => {
      const offer = byId.get(id);
      if (offer === undefined) return `there is no offer called ${id}`;
      return offer.status === 'retired' ? `the offer ${id} is retired` : undefined;
    };
    return new Map(
      ids.flatMap((id) => {
        const fault = faultOf(id);
        return fault === undefined ? [] : [[id, fault] as const];
      }),
    );
  },
  ensure: async (session: OfferSession, wanted: readonly Wanted[]): Promise<void> => {
    for (const { id, title, percent, validDays } of wanted) {
      if ((await offers.find(session.shop, id)) !== undefined) continue;
      const value = { kind: 'percentage', percent } as const;
      const terms = { value, minimum: null, appliesTo: { kind: 'everything' } } as const;
      await offers.create(session, { id, title, terms, validDays, several: false });
    }
  },
});
