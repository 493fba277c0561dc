import type { ShopId } from '../../../lib/brand.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Logger } from '../../../lib/logger.ts';
import type { FlowProgram } from '../../../engine/program.ts';
import type { CompanionPages } from '../../../flows/companions/companion-pages.ts';
import type { SwitchStatus } from '../../../flows/flow.contract.ts';
import type { FlowStatus } from '../../../flows/flow.ts';
import type { FlowDrafts } from '../../../flows/drafts/flow-drafts.ts';
import type { FlowLife } from '../../../flows/life/flow-life.ts';
import type { FlowPast } from '../../../flows/past/flow-past.ts';
import type { EnrollmentActs } from '../../../flows/people/enrollment-acts.ts';
import type { SavedSegments } from '../../../flows/segments/saved-segments.ts';
import type { TimingPages } from '../../../flows/timing/timing-pages.ts';
import type { ContactPages } from '../../../insights/contacts/contact-pages.ts';
import type { Explain } from '../../../insights/explain/explain.ts';
import type { ChangeLog } from '../../../insights/changes/change-log.repository.ts';
import type { AccessLog } from '../../../insights/privacy/access-log.repository.ts';
import type { DataRequest } from '../../../shop/data-requests.repository.ts';
import type { MessageEvent } from '../../../mail/events/message-event.ts';
import type { GateAnswer, MessageStatus } from '../../../mail/message.ts';
import type { AccountService } from '../../../mail/accounts/account-service.ts';
import type { Deliverability } from '../../../mail/deliverability/deliverability.ts';
import type { OfferService } from '../../../mail/offers/offer-service.ts';
import type { SendingService } from '../../../mail/sending/sending-service.ts';
import type { OwnTemplates } from '../../../mail/templates/own/own-templates.ts';
import type { SettingsService } from '../../../shop/settings-service.ts';
import type { Shop } from '../../../shop/shop.ts';
import type { BillingService } from '../../services/billing-service.ts';
import type { AttentionService } from '../../services/attention-service.ts';
import type { FiguresReader } from '../../services/figures-reader.ts';
import type { FlowRows } from '../../services/flow-rows.ts';
import type { OnboardingService } from '../../services/onboarding-service.ts';
import type { SentMailReader } from '../../services/sent-mail-reader.ts';
import type { TemplateService } from '../../services/template-service.ts';

/** Who asks: both come from the verified token, never from a parameter. */
export interface ApiSession {
  readonly shop: ShopId;
  /** The platform's id of the staff member. */
  readonly user: string;
}

export interface FlowSummary {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly status: FlowStatus;
  readonly version: number;
  readonly rev: number;
  readonly program: FlowProgram;
  readonly waiting: number;
  readonly sent: number;
  readonly skippedBecause: readonly { readonly reason: string; readonly count: number }[];
  readonly stoppedBecause: readonly { readonly reason: string; readonly count: number }[];
}

export interface FlowSwitch {
  readonly flow: string;
  readonly status: SwitchStatus;
  /** The `rev` the person was looking at. */
  readonly rev: number;
}

export type FlowSwitchOutcome =
  | { readonly kind: 'done'; readonly flow: FlowSummary }
  | { readonly kind: 'conflict'; readonly current: FlowSummary }
  | { readonly kind: 'not-found' };

export interface FlowsService {
  list(shop: ShopId): Promise<readonly FlowSummary[]>;
  find(shop: ShopId, flow: string): Promise<FlowSummary | null>;
  /** Must be `done` when the flow has that status already, so that a retried request is answered alike. */
  setStatus(session: ApiSession, change: FlowSwitch): Promise<FlowSwitchOutcome>;
}

export interface MessageRow {
  readonly id: string;
  readonly contact: {
    readonly id: string;
    readonly firstName?: string | undefined;
    readonly lastName?: string | undefined;
    readonly address?: string | undefined;
  };
  readonly subject?: string | undefined;
  readonly flow: { readonly id: string; readonly title: string };
  readonly step: string;
  readonly status: MessageStatus;
  readonly reason?: string | undefined;
  readonly at: Date;
}

/** An order that a message is credited with. */
export interface CreditedOrder {
  readonly id: string;
  readonly name?: string | undefined;
  readonly by: 'click' | 'code';
  readonly touchedAt: Date;
  readonly placedAt: Date;
  readonly net: string;
  readonly currency: string;
  readonly cancelled: boolean;
}

export interface MessageDetail extends MessageRow {
  readonly attempt: number;
  readonly sentAt?: Date | undefined;
  readonly events: readonly Pick<MessageEvent, 'type' | 'at' | 'detail'>[];
  readonly gate: readonly GateAnswer[];
  readonly orders: readonly CreditedOrder[];
}

export interface MessageSearch {
  readonly flow?: string | undefined;
  readonly status?: MessageStatus | undefined;
  readonly reason?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface MessagesReader {
  /** Newest first. Throws `request_invalid` for a cursor it did not make. */
  list(
    shop: ShopId,
    search: MessageSearch,
  ): Promise<{ readonly messages: readonly MessageRow[]; readonly nextCursor?: string | undefined }>;
  find(shop: ShopId, id: string): Promise<MessageDetail | null>;
}

export interface Overview {
  readonly flows: readonly {
    readonly id: string;
    readonly title: string;
    readonly status: FlowStatus;
    readonly waiting: number;
    readonly dueNextDay: number;
    readonly dueNextWeek: number;
  }[];
  readonly lastVisitAt: Date | undefined;
  readonly week: { readonly sent: number; readonly skipped: number; readonly waiting: number };
}

export interface OverviewReader {
  /** `now` is the shop's time: the week ends and the next day begins there. */
  read(shop: ShopId, now: Date): Promise<Overview>;
}

export interface SuppressionsService {
  /** Puts the address of a contact on the do-not-mail list; false for a stranger or somebody without an address. */
  suppress(session: ApiSession, contact: string): Promise<boolean>;
  /** Takes it off again, whatever brought it there: the merchant answers for that. */
  allow(session: ApiSession, contact: string): Promise<boolean>;
}

export interface PrivacyService {
  /** Durable, and nothing of theirs on its way to them where it erases; undefined when there is nobody to do it for. */
  ask(shop: ShopId, contact: string, kind: 'export' | 'erase'): Promise<string | undefined>;
  /** Newest first. */
  requests(shop: ShopId): Promise<readonly (DataRequest & { readonly downloadUntil?: Date | undefined })[]>;
  /** The export as JSON; undefined when there is none, or none any more. */
  download(shop: ShopId, request: string): Promise<string | undefined>;
}

/** What each resource's routes may use. */
export interface ApiServices {
  readonly shops: { find(shop: ShopId): Promise<Shop | null> };
  readonly flows: FlowsService;
  readonly flowRows: FlowRows;
  readonly life: FlowLife;
  readonly drafts: FlowDrafts;
  /** Which templates an email may use. */
  templateKeys(shop: ShopId): Promise<readonly string[]>;
  readonly ownTemplates: OwnTemplates;
  readonly past: FlowPast;
  readonly explain: Explain;
  readonly people: ContactPages;
  readonly segments: SavedSegments;
  readonly enrollmentActs: EnrollmentActs;
  readonly suppressions: SuppressionsService;
  readonly timings: TimingPages;
  readonly companions: CompanionPages;
  readonly messages: MessagesReader;
  readonly sentMails: SentMailReader;
  readonly privacy: PrivacyService;
  readonly accessLog: Pick<AccessLog, 'add' | 'list'>;
  readonly changeLog: ChangeLog;
  readonly overview: OverviewReader;
  readonly figures: FiguresReader;
  readonly attention: AttentionService;
  readonly onboarding: OnboardingService;
  readonly templates: TemplateService;
  readonly settings: SettingsService;
  readonly sending: SendingService;
  readonly mailAccounts: AccountService;
  readonly billing: BillingService;
  readonly offers: OfferService;
  readonly deliverability: Deliverability;
  readonly clock: Clock;
  /** Where the outbox is, when mail goes there. */
  readonly outboxUrl: string | undefined;
}

export interface ApiDeps {
  readonly services: ApiServices;
  /** Null for a token that is expired, forged or for another app. */
  verifySessionToken(token: string): Promise<ApiSession | null>;
  readonly logger: Logger;
}
