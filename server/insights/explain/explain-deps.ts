import type { ContactId, FlowId, MessageId, ShopId } from '../../lib/brand.ts';
import type { DecisionsRepository } from '../../engine/decisions.repository.ts';
import type { EnrollmentReads } from '../../engine/enrollment-reads.repository.ts';
import type { ProgramPort } from '../../engine/ports.ts';
import type { EffectsRepository } from '../../flows/acts/effects.repository.ts';
import type { Flow } from '../../flows/flow.ts';
import type { MessageEvent } from '../../mail/events/message-event.ts';
import type { Messages } from '../../mail/ledger/messages.repository.ts';
import type { Contact } from '../../shop/contact.ts';

/** One of these names a person. */
export type ContactRef =
  | { readonly id: ContactId }
  | { readonly address: string }
  | { readonly customerId: string };

export interface StoryPeople {
  /** Aliases followed. */
  findMany(shop: ShopId, ids: readonly ContactId[]): Promise<ReadonlyMap<ContactId, Contact>>;
  findByAddress(shop: ShopId, address: string): Promise<Contact | undefined>;
  findByCustomerId(shop: ShopId, customerId: string): Promise<Contact | undefined>;
}

export interface StoryMail {
  readonly messages: Pick<Messages, 'list'>;
  readonly events: { ofMessage(shop: ShopId, message: MessageId): Promise<readonly MessageEvent[]> };
}

export interface ExplainDeps {
  readonly people: StoryPeople;
  readonly decisions: Pick<DecisionsRepository, 'ofContact'>;
  readonly enrollments: Pick<EnrollmentReads, 'readMany' | 'waitingOf'>;
  readonly mail: StoryMail;
  readonly flows: {
    list(shop: ShopId): Promise<readonly (Pick<Flow, 'title' | 'status'> & { readonly id: FlowId })[]>;
    readonly programs: ProgramPort;
  };
  /** Of everything a flow does besides mail. */
  readonly effects: Pick<EffectsRepository, 'ofEnrollment'>;
}
