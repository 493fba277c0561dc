import type { ContactId, EnrollmentId, FlowId, MessageId, ShopId } from '../../lib/brand.ts';
import type { DecisionsRepository } from '../../engine/decisions.repository.ts';
import type { EnrollmentReads } from '../../engine/enrollment-reads.repository.ts';
import type { ProgramPort } from '../../engine/ports.ts';
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

/** An effect that is no mail, as its own ledger tells it. */
export interface StoryEffect {
  readonly enrollment: EnrollmentId;
  readonly step: string;
  /** `tag`, `set-property`, `call-url`, … */
  readonly effect: string;
  readonly status: string;
  readonly reason?: string | undefined;
  readonly at: Date;
}

export interface StoryEffects {
  ofContact(shop: ShopId, contact: ContactId, limit: number): Promise<readonly StoryEffect[]>;
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
  readonly effects?: StoryEffects | undefined;
}
