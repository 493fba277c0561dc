import type { EnrollmentId, ShopId } from '../lib/brand.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import type { FlowProgram } from '../engine/program.ts';
import type { MailCategory } from '../shop/preferences.ts';
import type { SkipReason } from './message.ts';

export interface ProductCard {
  readonly productId: string;
  readonly title: string;
  readonly variantTitle?: string | undefined;
  readonly vendor?: string | undefined;
  readonly quantity?: number | undefined;
  /** Formatted for the shop's locale and currency, e.g. `€24.00`. */
  readonly price?: string | undefined;
  readonly imageUrl?: string | undefined;
  readonly url: string;
  /** Why it is suggested, e.g. `Often bought together`. */
  readonly note?: string | undefined;
}

/** A discount promised in this mail. Its words are formatted for the shop's locale. */
export interface MailOffer {
  readonly code: string;
  /** What it is worth, e.g. `10 %` or `€5.00`. */
  readonly value: string;
  /** The last day it is good, e.g. `30 June 2026`. */
  readonly expiresAt?: string | undefined;
}

/** Plain JSON for Liquid: what a template of this flow may use. */
export interface MailContent {
  readonly customer: { readonly firstName: string };
  /** Where the main button leads: recovery page, product page. Parameters may be added, none removed. */
  readonly actionUrl: string;
  readonly lines: readonly ProductCard[];
  /** Of a long cart: how many lines are there besides. */
  readonly moreLines?: number | undefined;
  readonly total?: string | undefined;
  readonly suggestions: readonly ProductCard[];
  readonly offer?: MailOffer | undefined;
  /** Further words for templates: `productTitle`, `orderName`, `lastPurchasedAt` (`7 June 2026`) are read as `product` and `order`. */
  readonly words: Readonly<Record<string, string>>;
}

/** What its flow knows of an enrollment at the moment of sending. */
export interface FlowBrief {
  readonly flowKey: string;
  /** What its mails are to the people who choose between kinds; a mail may say otherwise of itself. */
  readonly category: MailCategory;
  /** `paused`: people wait until it goes on. `off`: nobody is mailed from it any more. */
  readonly running: 'live' | 'paused' | 'off';
  readonly filterHolds: boolean;
  /** The order that settles it, if any. */
  readonly settledBy?: string | undefined;
  readonly usefulUntil: Date;
  readonly priority: number;
  /** Several dues of one person within a week become one mail. */
  readonly combines: boolean;
  readonly content: MailContent | { readonly none: SkipReason };
}

/** What mail asks of flows; `server/flows` answers it. Facts are read when it is called, never cached. */
export interface FlowPort {
  brief(
    shop: ShopId,
    requests: readonly { readonly enrollment: Enrollment; readonly program: FlowProgram }[],
    now: Date,
  ): Promise<ReadonlyMap<EnrollmentId, FlowBrief>>;
}
