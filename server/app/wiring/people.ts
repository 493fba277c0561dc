import { createEnrollmentReads } from '../../engine/enrollment-reads.repository.ts';
import { createEnrollmentActs } from '../../flows/people/enrollment-acts.ts';
import type { EnrollmentActs } from '../../flows/people/enrollment-acts.ts';
import { createMessagePort } from '../../flows/message-port-from.ts';
import { createSavedSegments } from '../../flows/segments/saved-segments.ts';
import type { SavedSegments } from '../../flows/segments/saved-segments.ts';
import { createSegments } from '../../flows/segments/segments.repository.ts';
import { createSegmentQuery } from '../../flows/segments/segment-query.repository.ts';
import { createContactDirectoryRows } from '../../insights/contacts/contact-directory.repository.ts';
import { createContactSearchRows } from '../../insights/contacts/contact-search.repository.ts';
import { createContactPages } from '../../insights/contacts/contact-pages.ts';
import type { ContactPages } from '../../insights/contacts/contact-pages.ts';
import { createTimelineRows } from '../../insights/contacts/timeline.repository.ts';
import { asContactId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { createMessageEvents } from '../../mail/events/message-events.repository.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import type { SuppressionsService } from '../http/api/api-deps.ts';
import type { Data } from './data.ts';
import type { Flows } from './flows.ts';

export interface PeopleServices {
  readonly people: ContactPages;
  readonly enrollmentActs: EnrollmentActs;
  readonly suppressions: SuppressionsService;
  readonly segments: SavedSegments;
}

const wirePages = (
  { connection, shop, mail, clock }: Data,
  { runtime }: Pick<Flows, 'runtime'>,
): ContactPages =>
  createContactPages({
    directory: createContactDirectoryRows(connection),
    search: createContactSearchRows(connection),
    timeline: createTimelineRows(connection),
    segments: createSegmentQuery(connection),
    now: () => clock.now(),
    contacts: shop.contacts,
    consents: shop.consents,
    suppressions: shop.suppressions,
    enrollments: createEnrollmentReads(connection),
    flows: { list: (of) => runtime.flows.list(of) },
    programs: runtime.programs,
    mail: { messages: mail.messages, events: createMessageEvents(connection) },
    orders: shop.orders,
    products: shop.products,
  });

const wireSuppressions = ({ shop, clock }: Data): SuppressionsService => {
  const digestOf = async (of: ShopId, contact: string): Promise<string | undefined> => {
    const id = asContactId(contact);
    const address = (await shop.contacts.findMany(of, [id])).get(id)?.address;
    return address === undefined ? undefined : addressDigest(of, address);
  };
  return {
    suppress: async (session, contact) => {
      const digest = await digestOf(session.shop, contact);
      if (digest === undefined) return false;
      const suppression = { addressDigest: digest, reason: 'manual' as const, at: clock.now() };
      await shop.suppressions.add(session.shop, suppression);
      return true;
    },
    allow: async (session, contact) => {
      const digest = await digestOf(session.shop, contact);
      if (digest === undefined) return false;
      await shop.suppressions.lift(session.shop, digest);
      return true;
    },
  };
};

/** The pages about people, and what a merchant does there. */
export const wirePeople = (data: Data, flows: Pick<Flows, 'runtime'>): PeopleServices => ({
  people: wirePages(data, flows),
  enrollmentActs: createEnrollmentActs({
    store: data.engine.store,
    messages: createMessagePort({
      messages: data.mail.messages,
      rows: data.mail.system.ledger,
      caps: data.mail.caps,
    }),
    decisions: data.engine.decisions,
    programs: flows.runtime.programs,
    clock: data.clock,
  }),
  suppressions: wireSuppressions(data),
  segments: createSavedSegments({ segments: createSegments(data.connection), clock: data.clock }),
});
