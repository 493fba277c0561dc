import { evaluatePredicate, predicateNeeds } from '../../../engine/evaluate-predicate.ts';
import { readProperty } from '../../../engine/property.ts';
import { loadContactFacts } from '../../contact-facts.ts';
import type { DatedContact, DatedContacts } from '../../date-property/dated-contacts.ts';
import type { SegmentQuery } from '../../segments/segment-query.repository.ts';
import type { ShopFacts } from '../../shop-facts.ts';
import type { MemoryContacts } from './memory-contacts.ts';

/** Whom a predicate holds of, by the interpreter in memory. */
export const createMemorySegmentQuery = (contacts: MemoryContacts, facts: ShopFacts): SegmentQuery => ({
  matching: async (shop, predicate, { now, among }) => {
    const everybody = contacts.everybody().map(({ id }) => id);
    const asked = among === undefined ? everybody : everybody.filter((id) => among.includes(id));
    const names = new Set(['zone' as const, ...predicateNeeds(predicate)]);
    const loaded = await loadContactFacts(facts, { shop, contacts: asked, names, now });
    return new Set(
      asked.filter((id) => evaluatePredicate(predicate, loaded.get(id) ?? { zone: 'UTC' }, now)),
    );
  },
});

/** Who has one of these days in a property. */
export const createMemoryDatedContacts = (contacts: MemoryContacts): DatedContacts => ({
  withDate: async function* (_shop, { property, days }) {
    const pattern = new RegExp(`^\\d{4}-(${days.join('|')})`);
    const found = contacts.everybody().flatMap(({ id, address, properties = {} }): DatedContact[] => {
      const date = readProperty({ properties }, property);
      return address !== undefined && typeof date === 'string' && pattern.test(date)
        ? [{ contact: id, date }]
        : [];
    });
    if (found.length > 0) yield found;
  },
});
