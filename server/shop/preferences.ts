import type { ShopId } from '../lib/brand.ts';

/** The kinds of marketing mail a person can choose between; every kind of flow says which one its mails are. */
export const mailCategories = ['reminders', 'restock', 'suggestions', 'feedback'] as const;
export type MailCategory = (typeof mailCategories)[number];

/** How much of what they agreed to somebody wants. It is no consent: that is said beside it. */
export interface MailChoices {
  /** Nothing before then (shop time). */
  readonly pausedUntil?: Date | undefined;
  /** One mail in seven days at most. */
  readonly weekly: boolean;
  /** Kinds they don't want. */
  readonly without: readonly MailCategory[];
}

/** The newest choices of an address, by their own time. */
export interface Preferences extends MailChoices {
  readonly shop: ShopId;
  readonly addressDigest: string;
  readonly source: string;
  readonly statedAt: Date;
  readonly textVersion?: string | undefined;
  readonly ip?: string | undefined;
}
