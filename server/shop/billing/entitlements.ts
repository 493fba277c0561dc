import type { Shop } from '../shop.ts';

/** What a shop may do by its plan. A number that is absent is no limit. */
export interface Allowance {
  /** The plan's handle; absent where nothing is sold. */
  readonly plan?: string | undefined;
  /** Marketing mails in a month; transactional mail is never asked. */
  readonly mails?: number | undefined;
  /** Flows that are live at once. */
  readonly flows?: number | undefined;
}

/** The one place that says what a plan allows. Of the shop as it was read: asking costs nothing. */
export interface Entitlements {
  of(shop: Pick<Shop, 'subscriptions'>): Allowance;
}

/** Nothing is sold: everything is allowed. The demo, and whoever hosts Encore for their own shops. */
export const freeEntitlements: Entitlements = { of: () => ({}) };
