import type { EnrollmentReads } from '../../engine/enrollment-reads.repository.ts';
import type { ContactId, FlowId, MessageId, ShopId } from '../../lib/brand.ts';
import type { ProgramPort } from '../../engine/ports.ts';
import type { Flow } from '../../flows/flow.ts';
import type { SegmentQuery } from '../../flows/segments/segment-query.repository.ts';
import type { MessageEvent } from '../../mail/events/message-event.ts';
import type { Messages } from '../../mail/ledger/messages.repository.ts';
import type { Order, Product } from '../../shop/catalog.ts';
import type { Consent, Contact, Suppression } from '../../shop/contact.ts';
import type { ContactDirectoryRows } from './contact-directory.repository.ts';
import type { ContactSearchRows } from './contact-search.repository.ts';
import type { TimelineRows } from './timeline.repository.ts';

export type FlowHead = Pick<Flow, 'title' | 'status'> & { readonly id: FlowId };

/** What the pages about people are made of. */
export interface ContactDeps {
  readonly directory: ContactDirectoryRows;
  readonly search: ContactSearchRows;
  readonly timeline: TimelineRows;
  readonly segments: SegmentQuery;
  /** The shop's time. */
  now(): Date;
  readonly contacts: {
    findMany(shop: ShopId, ids: readonly ContactId[]): Promise<ReadonlyMap<ContactId, Contact>>;
  };
  readonly consents: {
    findMany(shop: ShopId, digests: readonly string[]): Promise<ReadonlyMap<string, Consent>>;
  };
  readonly suppressions: {
    findMany(shop: ShopId, digests: readonly string[]): Promise<ReadonlyMap<string, Suppression>>;
  };
  readonly enrollments: Pick<EnrollmentReads, 'waitingOf'>;
  readonly flows: { list(shop: ShopId): Promise<readonly FlowHead[]> };
  readonly programs: ProgramPort;
  readonly mail: {
    readonly messages: Pick<Messages, 'ofEnrollments'>;
    readonly events: { ofMessage(shop: ShopId, message: MessageId): Promise<readonly MessageEvent[]> };
  };
  readonly orders: { findMany(shop: ShopId, ids: readonly string[]): Promise<readonly Order[]> };
  readonly products: { findMany(shop: ShopId, ids: readonly string[]): Promise<readonly Product[]> };
}
