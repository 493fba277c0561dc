/**
 * What Encore learns about buying again, and what it needs to say when. Plain documents: numbers, words and lists, so that they
 * can be stored as they are. Times are milliseconds since 1970 (UTC), lengths are days.
 *
 *     learn(history)                       -> { rhythm, models }      the whole past of a shop (learn-reorder.ts), nightly
 *     addToModel(rhythm, model, wait)      -> model                   one more order, in a fraction of a millisecond (update-model.ts)
 *     dueDates(knowledge, purchases, at)   -> DueDate[]               one person, from their own purchases (due-dates.ts), at once
 *
 * A `ShopRhythm` holds what all products share, a `ReorderModel` what is known of one. A due date needs the rhythm, the models of
 * the products that the person bought, and those purchases; nothing about persons is stored.
 */

/** One line of one order that counts: paid or to be paid, not cancelled, not a test, quantity above zero. */
export interface PurchaseLine {
  /** The same word for the same person, whatever it is. */
  readonly customer: string;
  /** The same word for the same order; or its number, from 0 on, where orders are counted already. Not both in one history. */
  readonly order: string | number;
  readonly productId: string;
  readonly at: number;
  readonly quantity: number;
}

/** One purchase of the person that due dates are asked for. */
export type Purchase = Pick<PurchaseLine, 'productId' | 'at' | 'quantity'> & {
  /** Absent where only the day is known: purchases of a day are then one order. */
  readonly order?: PurchaseLine['order'] | undefined;
};

/** What groups a product with others, for when its own history is too short. */
export interface ProductTraits {
  readonly type?: string | undefined;
  readonly vendor?: string | undefined;
}

/** Whose number it is: the narrowest group whose own history carries it; `merchant` where nothing could be learned. */
export type IntervalSource = 'product' | 'type' | 'vendor' | 'shop' | 'merchant';

/**
 * How far the median may be off, by its standard error: within a tenth, within a quarter, more than that.
 * Numbers that are not the product's own are never better than `low`.
 */
export type Confidence = 'high' | 'medium' | 'low' | 'none';

/** A point of the learned curve: by `days` after a purchase, `share` of its buyers had bought again; 95 % band. */
export interface CurvePoint {
  readonly days: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Sums that one more wait can be added to; with the same rhythm they come out the same in whatever order they are added. */
export interface ReorderEvidence {
  /** Waits that ended in buying again. */
  readonly ended: number;
  /** Waits begun (purchases; one per person and day). */
  readonly begun: number;
  /** Of the waits that go on, the share of their time that has passed, summed: an open wait weighs less than one that ended. */
  readonly openWeight: number;
  /** Sum and sum of squares of ln(gap days) - exponent x ln(quantity). */
  readonly logSum: number;
  readonly logSquares: number;
}

/** One product. p25, p50 and p75 are days until those who buy it again have done so, at a quantity of one; null: unknown. */
export interface ReorderModel {
  readonly productId: string;
  readonly type?: string | undefined;
  readonly vendor?: string | undefined;
  /** Whether a reminder can be worth sending at all. */
  readonly replenishable: boolean;
  readonly p25: number | null;
  readonly p50: number | null;
  readonly p75: number | null;
  /** Gaps between two purchases by one person. */
  readonly n: number;
  /** People who bought it. */
  readonly customers: number;
  readonly source: IntervalSource;
  readonly confidence: Confidence;
  /** Share of purchases that somebody comes back for, shrunk towards its type: 0 to 1. */
  readonly score: number;
  /** Expected ln(gap) at a quantity of one, shrunk; and its spread. */
  readonly logMean: number;
  readonly logSpread: number;
  /** What the number above is shrunk towards: its type's (else vendor's, else the shop's). */
  readonly prior: { readonly logMean: number; readonly score: number; readonly source: IntervalSource };
  readonly evidence: ReorderEvidence;
}

/** Survival function of waits, in units of the expected wait, on the grid of survival.ts: one list a class. */
export interface ShopRhythm {
  readonly learnedAt: number;
  /** Median gap of the shop, the unit of every length below; where there are no gaps, the merchant's number. */
  readonly intervalDays: number;
  /** False: nobody has bought anything again, all numbers are the merchant's. */
  readonly learned: boolean;
  /** How much longer more of it lasts: wait ~ quantity ^ exponent, 0 to 1. */
  readonly quantityExponent: number;
  readonly logMean: number;
  readonly logSpread: number;
  readonly score: number;
  /** Upper bounds of the classes of return rate, ascending. */
  readonly rateCuts: readonly number[];
  /** `curves[timesClass * rates + rateClass]`: share still waiting at each point of the grid. */
  readonly curves: readonly (readonly number[])[];
  /** The same for persons: waits between orders, in units of the person's own average. */
  readonly orders: { readonly logMean: number; readonly survival: readonly number[] };
}

/** What is known when a due date is asked for. */
export interface ReorderKnowledge {
  readonly rhythm: ShopRhythm;
  /** Undefined for a product that nothing was learned about: then the shop's numbers count. */
  readonly modelOf: (productId: string) => ReorderModel | undefined;
  /** Products that do the same job: buying one starts the wait for the other anew. */
  readonly substitutesOf?: ((productId: string) => readonly string[]) | undefined;
}

/** When one person will want one product again. Never before the moment it was asked at. */
export interface DueDate {
  readonly productId: string;
  readonly lastPurchasedAt: number;
  readonly quantity: number;
  readonly dueAt: number;
  readonly windowStart: number;
  readonly windowEnd: number;
  /** Chance that a reminder at the right time before `dueAt` is followed by an order soon: rank by it. */
  readonly score: number;
  /** Chance that they buy it again at all, having waited this long. */
  readonly chance: number;
  /** The substitute they bought since, if any: the wait counts from that purchase. */
  readonly restartedBy?: string | undefined;
}

/** Lengths in units of the shop's interval: nothing is fixed in days. */
export const lengths = {
  /** How far ahead a due date looks. */
  horizon: 3.6,
  /** How long before the due date a reminder goes out. */
  lead: 0.3,
  /** How long after a reminder an order counts as its success. */
  success: 0.6,
} as const;

export const dayMs = 86_400_000;
