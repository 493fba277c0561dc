import type { JsonObject } from '../../lib/json.ts';
import { dayMs, lengths } from '../../recommendations/reorder-model.ts';
import type { ReorderModel, ShopRhythm } from '../../recommendations/reorder-model.ts';
import type { ProductTiming } from './product-timing.ts';

/** `override`: what the merchant says of this very product. `merchant`: the flow's own number, where nothing else is known. */
export type NumberOf = 'learned' | 'override' | 'merchant';

export interface Reckoned {
  /** From where it is counted to the first message, as an ISO 8601 duration. */
  readonly interval: string;
  /** How many times it is waited. */
  readonly times: number;
  readonly numberOf: NumberOf;
  /** From the first message to the second; none where the date is not known well enough for one. */
  readonly again?: string | undefined;
  /** What was looked at, for whoever asks why. */
  readonly evidence: JsonObject;
}

export interface Bought {
  readonly quantity: number;
  readonly placedAt: Date;
  /** What the flow says of any product, and of this one. */
  readonly flow: {
    readonly interval: string;
    readonly ofProduct?: string | undefined;
    readonly learns: boolean;
  };
  readonly timing: ProductTiming | undefined;
  readonly rhythm: ShopRhythm | undefined;
  /** When this person is likely to need it again, as far as that was learned, and as it is known now. */
  readonly dueAt: Date | undefined;
}

const mostTimes = 3;

/** None back of so many waits that have had their time: with 95 % it is fewer than one in ten. Before that, who can say. */
const enoughWaits = 30;

/** A number of the product's own that is off by a quarter at most; anything less is no number to write by. */
export const isKnown = (model: ReorderModel | undefined): model is ReorderModel =>
  model !== undefined && (model.confidence === 'medium' || model.confidence === 'high');

const evidenceOf = (model: ReorderModel | undefined): JsonObject =>
  model === undefined
    ? { reorders: 0 }
    : { reorders: model.n, customers: model.customers, confidence: model.confidence };

export const wholeDays = (days: number): string => `P${Math.max(1, Math.round(days))}D`;

/** Never more than a third of the wait itself, so that what lasts a week isn't asked about on the next day. */
const leadOf = (days: number, { intervalDays }: ShopRhythm): number =>
  Math.min(lengths.lead * intervalDays, days / 3);

const learnedNumber = ({ placedAt, rhythm, timing, dueAt }: Bought): Reckoned | undefined => {
  if (rhythm === undefined || dueAt === undefined || !isKnown(timing?.model)) return undefined;
  const dueDays = (dueAt.getTime() - placedAt.getTime()) / dayMs;
  const leadDays = leadOf(dueDays, rhythm);
  return {
    interval: wholeDays(dueDays - leadDays),
    times: 1,
    numberOf: 'learned',
    again: wholeDays(2 * leadDays),
    evidence: {
      ...evidenceOf(timing.model),
      dueDays: Math.round(dueDays),
      leadDays: Math.round(leadDays),
    },
  };
};

/** Whose number it is: what the merchant says of the product, then what was learned, then what the flow says of all. */
export const reckon = (bought: Bought): Reckoned => {
  const { flow, timing, quantity } = bought;
  const times = Math.min(Math.max(1, Math.floor(quantity)), mostTimes);
  const days = timing?.merchant?.days;
  const said = days === undefined ? flow.ofProduct : wholeDays(days);
  const evidence = evidenceOf(timing?.model);
  if (said !== undefined) return { interval: said, times, numberOf: 'override', evidence };
  const learned = flow.learns ? learnedNumber(bought) : undefined;
  return learned ?? { interval: flow.interval, times, numberOf: 'merchant', evidence };
};

/** Whether it is asked about at all; where too little is known, what is bought may run out. */
export const isNeededAgain = (timing: ProductTiming | undefined): boolean => {
  const { mail } = timing?.merchant ?? {};
  if (mail !== undefined) return mail === 'always';
  const model = timing?.model;
  if (model === undefined || model.replenishable) return true;
  return model.evidence.ended + model.evidence.openWeight < enoughWaits;
};
