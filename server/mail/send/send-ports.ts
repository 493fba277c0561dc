import type { EngineStore } from '../../engine/engine-store.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { ProgramPort } from '../../engine/ports.ts';
import type { JsonObject } from '../../lib/json.ts';
import type { EnrollmentId, MessageId, ShopId } from '../../lib/brand.ts';
import type { Logger } from '../../lib/logger.ts';
import type { Shop } from '../../shop/shop.ts';
import type { FlowPort, MailContent } from '../flow-port.ts';
import type { GateFactsPort, Recipient } from '../gate/gate-facts-port.ts';
import type { MailAccountPort } from '../accounts/mail-account.ts';
import type { Caps } from '../ledger/cap.repository.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { MailKeeper } from '../kept/kept-mail.ts';
import type { Message } from '../message.ts';
import type { OfferPort } from '../offers/offer-port.ts';
import type { PlanPlaces } from '../sending/plan-places.ts';
import type { SenderDays } from '../sending/sender-days.repository.ts';
import type { Sender } from '../sending/sender.ts';
import type { OutgoingMail, Transport } from '../transport.ts';
import type { SendSettings } from './send-settings.ts';

/** The barrier: shops with an order, consent or redaction stored and not yet applied. */
export interface HeldShopsPort {
  heldShops(shops: readonly ShopId[]): Promise<ReadonlySet<ShopId>>;
}

export interface ComposeInput {
  readonly message: MessageId;
  readonly shop: Shop;
  readonly recipient: Recipient;
  readonly enrollment: Enrollment;
  readonly flowKey: string;
  readonly args: JsonObject;
  readonly content: MailContent;
  readonly now: Date;
}

export interface MailComposer {
  /** Compiles what these mails need before any deadline runs. Never throws: `compose` does, for its own mail. */
  prepare(needs: readonly { readonly shop: Shop; readonly args: JsonObject }[]): Promise<void>;
  /** Throws `render_failed` or `template_invalid`; never a half-rendered mail. */
  compose(input: ComposeInput): Promise<OutgoingMail>;
}

/** Mails that may already have said what others would say. */
export interface SentMails {
  includedIn(enrollments: readonly EnrollmentId[]): Promise<ReadonlyMap<EnrollmentId, MessageId>>;
  read(ids: readonly MessageId[]): Promise<ReadonlyMap<MessageId, Pick<Message, 'sentAt' | 'status'>>>;
}

/** One look at the facts, begun when it is made; what several parts ask for may be read once for all of them. */
export interface FactLook {
  readonly people: GateFactsPort;
  readonly flows: FlowPort;
  readonly mails: SentMails;
}

export interface SenderPort {
  of(shop: Shop): Promise<Sender>;
}

export interface SendFacts {
  readonly people: GateFactsPort;
  readonly flows: FlowPort;
  /** A new one for each pass of the gate; without it every part is asked by itself. */
  readonly look?: (() => FactLook) | undefined;
  /** Without it every shop sends from its own address as it is. */
  readonly senders?: SenderPort | undefined;
  readonly inbox: HeldShopsPort;
  readonly enrollments: Pick<EngineStore, 'findMany' | 'findWaitingOfContacts' | 'wake'>;
  readonly programs: ProgramPort;
}

export interface SendDeps {
  readonly ledger: {
    readonly rows: Ledger;
    readonly caps: Caps;
    readonly days?: Pick<SenderDays, 'reserve'> | undefined;
    /** Without it no plan limits anybody. */
    readonly plans?: Pick<PlanPlaces, 'take' | 'settled'> | undefined;
  };
  readonly facts: SendFacts;
  readonly mail: {
    readonly composer: MailComposer;
    /** The operator's. */
    readonly transport: Transport;
    /** Without it every shop's mail leaves through the operator's. */
    readonly accounts?: MailAccountPort | undefined;
    /** Without it nothing can be looked at again. */
    readonly keeper?: MailKeeper | undefined;
  };
  /** Without it no mail promises anything. */
  readonly offers?: OfferPort | undefined;
  readonly settings: SendSettings;
  readonly logger: Logger;
}
