import type { ContactId, MessageId } from '../../../lib/brand.ts';
import type { CapRequest, CapWindow, Caps } from '../../../mail/ledger/cap.repository.ts';

interface Place {
  readonly message: MessageId;
  readonly at: Date;
}

export interface MemoryCaps extends Caps {
  /** A person's places follow them. */
  merge(from: ContactId, to: ContactId): void;
}

/** `hasEnded`: whether the message's row ended without a mail. */
export const createMemoryCaps = (hasEnded: (message: MessageId) => boolean): MemoryCaps => {
  const rows = new Map<ContactId, readonly Place[]>();
  const placesOf = (contact: ContactId): readonly Place[] => rows.get(contact) ?? [];

  const reserve = ({ contact, message }: CapRequest, window: CapWindow): void => {
    const others = placesOf(contact).filter((place) => place.message !== message);
    const limits = [window, ...(window.own === undefined ? [] : [window.own])];
    const hasRoom = limits.every(
      ({ since, count }) => others.filter((place) => place.at > since).length < count,
    );
    if (hasRoom) rows.set(contact, [...others, { message, at: window.at }]);
  };
  const holds = ({ contact, message }: CapRequest, { since }: CapWindow): boolean =>
    placesOf(contact).some((place) => place.message === message && place.at > since);

  return {
    reserve: async (_shop, requests, window) => {
      for (const request of requests) reserve(request, window);
      return new Set(requests.filter((request) => holds(request, window)).map(({ message }) => message));
    },
    release: async (_shop, requests) => {
      for (const { contact, message } of requests)
        rows.set(
          contact,
          placesOf(contact).filter((place) => place.message !== message),
        );
    },
    dropEnded: async (_shop, contacts) => {
      for (const contact of contacts)
        rows.set(
          contact,
          placesOf(contact).filter(({ message }) => !hasEnded(message)),
        );
    },
    oldest: async (_shop, contacts, since) =>
      new Map(
        contacts.flatMap((contact) => {
          const times = placesOf(contact)
            .filter(({ at }) => at > since)
            .map(({ at }) => at.getTime());
          return times.length === 0 ? [] : [[contact, new Date(Math.min(...times))] as const];
        }),
      ),
    merge: (from, to) => {
      const known = new Set(placesOf(to).map(({ message }) => message));
      rows.set(to, [...placesOf(to), ...placesOf(from).filter(({ message }) => !known.has(message))]);
      rows.delete(from);
    },
  };
};
