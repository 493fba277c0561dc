import type { z } from 'zod';
import type { ContactId, EnrollmentId, ShopId } from '../lib/brand.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import type { FlowProgram } from '../engine/program.ts';
import type { MailContent } from '../mail/flow-port.ts';
import type { SkipReason } from '../mail/message.ts';
import type { Order } from '../shop/catalog.ts';
import type { MailCategory } from '../shop/preferences.ts';
import type { Shop } from '../shop/shop.ts';
import type { StoreEvent, StoreEventType } from '../shop/store-event.ts';
import type { Flow } from './flow.ts';
import type { PresetOffer } from './life/check-offers.ts';
import type { Person } from './person.ts';

/** Whom and what an enrollment is, or would be, about. */
export interface Subject {
  readonly contact: ContactId;
  readonly about: string;
  readonly occurrence: string;
  readonly variables: JsonObject;
}

interface Refusal {
  readonly reason: string;
  /** Values it was judged by. */
  readonly detail?: JsonObject | undefined;
  /** Not beginning it is nothing that anybody needs to hear of. */
  readonly quiet?: boolean | undefined;
}

/**
 * What the facts of this moment say about one subject. `open`: it should run (and moves there if it does already).
 * `refuse`: it may not begin, but goes on where it runs. `close`: it may not begin and ends where it runs.
 */
export type Verdict =
  | { readonly kind: 'open' }
  | ({ readonly kind: 'refuse' } & Refusal)
  | ({ readonly kind: 'close' } & Refusal);

export interface TriggerMatch extends Subject {
  readonly anchorAt: Date;
  readonly verdict: Verdict;
  /** Other abouts of the same contact that this one replaces; their enrollments exit `superseded`. */
  readonly takesOver: readonly string[];
  /** What opens it, for trigger filters: where it is another fact than the one just heard. */
  readonly opener?: StoreEvent | undefined;
  /** Whose number its time hangs on, and what that number rests on: part of the decision to begin or to move. */
  readonly timedBy?: JsonObject | undefined;
  /** The fact just heard may not open it once more; that it didn't is a decision where the first run is over. */
  readonly repeated?: boolean | undefined;
}

/** What a match may be judged by besides the facts. */
export interface TriggerContext {
  readonly flow: Flow;
  readonly program: FlowProgram;
  readonly now: Date;
  /** Those of these enrollments that exist, whatever became of them. */
  entered(
    subjects: readonly Pick<Subject, 'contact' | 'about' | 'occurrence'>[],
  ): Promise<readonly Enrollment[]>;
  /** Those of these people who wait in the flow. */
  waiting(contacts: readonly ContactId[]): Promise<readonly Enrollment[]>;
}

export interface Hearing {
  readonly listensTo: readonly StoreEventType[];
  /** The events that may begin an enrollment; the others only move or close. */
  readonly opensOn: readonly StoreEventType[];
}

/** What an order must look like to settle a subject, from facts read now. */
export interface Claim {
  readonly subject: Subject;
  /** The kind's own view of the person; what the contact record knows is added to it. */
  readonly person: Person;
  readonly tokens: readonly string[];
  /** No order placed before counts, unless a token matches. */
  readonly since: Date;
  /** Products that stand in for what it is about. */
  readonly instead?: readonly string[] | undefined;
}

export interface Preset {
  readonly key: string;
  readonly title: string;
  /** One plain sentence for the merchant. */
  readonly summary: string;
  readonly program: FlowProgram;
  /** What its mails promise: made along with a flow of it. */
  readonly offers?: readonly PresetOffer[] | undefined;
}

export interface OrdersAsked {
  readonly shop: ShopId;
  readonly orderIds: readonly string[];
}

/** Whose numbers count, and as of when. */
export type ReckoningContext = Pick<TriggerContext, 'program' | 'now'>;

export interface OrderTiming {
  /** The order that an enrollment is reckoned from. */
  orderOf(subject: Pick<Subject, 'about' | 'occurrence'>): string;
  matchOrders(asked: OrdersAsked, context: ReckoningContext): Promise<readonly TriggerMatch[]>;
}

/**
 * One folder per kind of flow; everything the engine and mail do not know about it. `match` reads documents, not the
 * event's own words, so that events may come in any order and more than once.
 */
export interface FlowKind {
  readonly key: string;
  readonly preset: Preset;
  /**
   * A shop gets its preset by itself, `draft`: as a draft whatever becomes of the others; of the rest flows are made when
   * somebody asks for them.
   */
  readonly standard: boolean | 'draft';
  /** What its trigger's arguments must look like. */
  readonly args: z.ZodType;
  hears(program: FlowProgram): Hearing;
  /** Several events about one thing are one occasion, for matches are read from documents; or each event is its own. */
  readonly occasions: 'about' | 'event';
  /** What a message's usefulness counts from: the enrollment's anchor, or the message's own planned time. */
  readonly usefulFrom: 'anchor' | 'planned';
  /** Whether several dues of one person within a week become one mail. */
  readonly combines: boolean;
  /** What its mails are to the people who choose between kinds of mail. */
  readonly category: MailCategory;
  /** The exit reason when an order settles it. */
  readonly settledReason: 'ordered' | 'bought_again';
  match(event: StoreEvent, context: TriggerContext): Promise<readonly TriggerMatch[]>;
  /** Whom time alone brings in; asked for every night of the shop's time. */
  scan?(
    on: { readonly shop: ShopId; readonly context: TriggerContext },
    follow: (matches: readonly TriggerMatch[]) => Promise<void>,
  ): Promise<void>;
  /** Of kinds whose time is reckoned from an order and what was learned: the same look, at any orders at any time. */
  readonly timing?: OrderTiming | undefined;
  /** One for each subject that an order can settle at all. */
  claims(shop: ShopId, subjects: readonly Subject[]): Promise<readonly Claim[]>;
  /** Never compares with the time of entry. Test orders are left out before. */
  settledBy(order: Order, claim: Claim): boolean;
  /** Content for a batch of one shop, from facts read now. */
  content(
    shop: Shop,
    enrollments: readonly Enrollment[],
    now: Date,
  ): Promise<ReadonlyMap<EnrollmentId, MailContent | { readonly none: SkipReason }>>;
  /** Made-up content for previews of its templates. */
  sample(shop: Shop): MailContent;
}

export type FlowKinds = ReadonlyMap<string, FlowKind>;
