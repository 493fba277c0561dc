import type { EnrollmentId } from '../lib/brand.ts';
import type { Clock } from '../lib/clock.ts';
import type { FactPort } from '../engine/ports.ts';
import type { Facts } from '../engine/step.ts';
import { loadContactFacts } from './contact-facts.ts';
import type { ShopFacts } from './shop-facts.ts';

/** The engine's facts, by shop: one read for each name and batch. */
export const createFactPort = (facts: ShopFacts, clock: Clock): FactPort => ({
  load: async (enrollments, names) => {
    const now = clock.now();
    const loaded: [EnrollmentId, Facts][] = [];
    for (const [shop, ofShop] of Map.groupBy(enrollments, (enrollment) => enrollment.shop)) {
      const contacts = [...new Set(ofShop.map(({ contact }) => contact))];
      const known = await loadContactFacts(facts, { shop, contacts, names, now });
      for (const { id, contact } of ofShop) loaded.push([id, known.get(contact) ?? { zone: 'UTC' }]);
    }
    return new Map(loaded);
  },
});
