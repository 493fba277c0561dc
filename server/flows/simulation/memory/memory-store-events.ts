import { countingSources } from '../../../shop/store-event.ts';
import type { StoreEvent } from '../../../shop/store-event.ts';
import type { StoreEventRepository } from '../../../shop/store-events.repository.ts';

const byTime = (one: StoreEvent, other: StoreEvent): number => one.at.getTime() - other.at.getTime();

/** One shop's facts, each once however often it is heard. */
export const createMemoryStoreEvents = (): StoreEventRepository => {
  const rows = new Map<string, StoreEvent>();
  const byContact = new Map<string, Set<string>>();
  const put = (event: StoreEvent): void => {
    rows.set(event.id, event);
    const { contact } = event;
    if (contact === undefined) return;
    byContact.set(contact, (byContact.get(contact) ?? new Set()).add(event.id));
  };
  const hear = (event: StoreEvent): StoreEvent => {
    const known = rows.get(event.id) ?? { ...event, sources: [] };
    const heard = { ...known, sources: [...new Set([...known.sources, ...event.sources])] };
    put(heard);
    return heard;
  };
  const ofContact = (contact: string): readonly StoreEvent[] =>
    [...(byContact.get(contact) ?? [])]
      .flatMap((id) => rows.get(id) ?? [])
      .filter((event) => event.contact === contact);
  return {
    record: async (_shop, events) => {
      for (const event of events) hear(event);
      return events.map((event) => ({
        ...event,
        sources: countingSources(rows.get(event.id)?.sources ?? event.sources),
      }));
    },
    ofContacts: async (_shop, contacts, { types, since }) =>
      contacts
        .flatMap(ofContact)
        .filter(({ at, type }) => at >= since && types.includes(type))
        .toSorted(byTime),
    attach: async (_shop, visitor, { contact, since }) => {
      const done = [...rows.values()].filter((event) => event.visitor === visitor && event.at >= since);
      for (const event of done) if (event.contact === undefined) put({ ...event, contact });
      return ofContact(contact)
        .filter((event) => event.visitor === visitor && event.at >= since)
        .toSorted(byTime);
    },
    heardByWebhook: async () => false,
    forgetVisits: async () => {},
    relink: async (_shop, from, to) => {
      for (const event of ofContact(from)) put({ ...event, contact: to });
    },
    deleteAll: async () => rows.clear(),
  };
};
