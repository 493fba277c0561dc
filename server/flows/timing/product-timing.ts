import type { CurvePoint, ReorderModel, ShopRhythm } from '../../recommendations/reorder-model.ts';

/** What the merchant says of one product; it wins over everything learned. */
export interface MerchantTiming {
  /** How many days one piece lasts. */
  readonly days?: number | undefined;
  /** Whether it is asked about at all. */
  readonly mail?: 'always' | 'never' | undefined;
}

export interface ProductTiming {
  readonly productId: string;
  readonly model?: ReorderModel | undefined;
  readonly merchant?: MerchantTiming | undefined;
}

/** With the curve it was read from: by so many days this share of its buyers had bought again. */
export interface LearnedProduct {
  readonly model: ReorderModel;
  readonly curve: readonly CurvePoint[];
}

/** What is true of a shop as a whole. */
export interface ShopTiming {
  readonly rhythm: ShopRhythm;
  /** People who ordered on more than one day. */
  readonly returned: number;
}
