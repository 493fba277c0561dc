import { evaluatePredicate, predicateNeeds } from '../../engine/evaluate-predicate.ts';
import { readProperty } from '../../engine/property.ts';
import type { FactName } from '../../engine/step.ts';
import { loadContactFacts } from '../../flows/contact-facts.ts';
import type { TriggerSources } from '../../flows/create-kinds.ts';
import { createMemorySegmentMembers } from '../../flows/triggers/segment-members.ts';
import type { MemoryShop } from './memory-shop.ts';

/** What looks at everybody of a shop in memory, one by one. */
export const createMemorySources = ({ facts, contacts }: MemoryShop): TriggerSources => ({
  members: createMemorySegmentMembers(),
  query: {
    matching: async (shop, predicate, { now, among = [...contacts.keys()] }) => {
      const names = new Set<FactName>(['zone', ...predicateNeeds(predicate)]);
      const loaded = await loadContactFacts(facts, { shop, contacts: among, names, now });
      return new Set(
        among.filter((id) => {
          const known = loaded.get(id);
          return known !== undefined && evaluatePredicate(predicate, known, now);
        }),
      );
    },
  },
  dated: {
    withDate: async function* (_shop, { property, days }) {
      yield [...contacts].flatMap(([contact, { properties = {} }]) => {
        const date = readProperty({ properties }, property);
        return typeof date === 'string' && days.includes(date.slice(5, 10)) ? [{ contact, date }] : [];
      });
    },
  },
});
