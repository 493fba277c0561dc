import type { ShopId } from '../../lib/brand.ts';
import type { LearnedCompanion } from '../../recommendations/companion-model.ts';
import type { RankedCompanion } from './companions-of-basket.ts';

/** What a merchant says of what goes with one product; it wins over everything learned. */
export interface CompanionChoice {
  /** Suggested first, in this order. */
  readonly pins: readonly string[];
  /** Never suggested with it. */
  readonly bans: readonly string[];
}

/** What was learned of one product. */
export interface LearnedOfProduct {
  /** Best first. */
  readonly companions: readonly LearnedCompanion[];
  /** What sells best of the types that follow its type: for where its companions are not enough. */
  readonly popularNext: readonly string[];
}

export interface StoredCompanions extends LearnedOfProduct {
  readonly productId: string;
  readonly choice: CompanionChoice;
  /** What a change of the merchant's must name. */
  readonly rev: number;
  readonly learnedAt?: Date | undefined;
}

export interface CompanionChange {
  readonly productId: string;
  /** The `rev` the person was looking at; 0 where there was nothing. */
  readonly rev: number;
  readonly choice: CompanionChoice;
  readonly at: Date;
  readonly by: string;
}

export type LearnedOf = ReadonlyMap<string, LearnedOfProduct>;

/** Where learned companions are kept, and what merchants say of them. */
export interface CompanionShelf {
  find(shop: ShopId, productIds: readonly string[]): Promise<readonly StoredCompanions[]>;
  /** Replaces everything learned; what merchants said stays. */
  replace(shop: ShopId, learned: LearnedOf, at: Date): Promise<void>;
  /** False when it isn't at `rev` any more. */
  choose(shop: ShopId, change: CompanionChange): Promise<boolean>;
  deleteAll(shop: ShopId): Promise<void>;
}

export interface CompanionsOfProducts {
  readonly companions: ReadonlyMap<string, readonly RankedCompanion[]>;
  readonly popularNext: ReadonlyMap<string, readonly string[]>;
  /** Never to be suggested with these products, wherever a suggestion may come from. */
  readonly banned: ReadonlySet<string>;
}

export interface CompanionSource {
  companionsOf(shop: ShopId, productIds: readonly string[]): Promise<CompanionsOfProducts>;
}

const pinnedOf = (
  productId: string,
  place: number,
  learned: readonly LearnedCompanion[],
): RankedCompanion => {
  const known = learned.find((one) => one.productId === productId);
  const nothing = {
    productId,
    lift: 0,
    orders: 0,
    followers: 0,
    direction: 'together',
    medianGapDays: 0,
  } as const;
  return { ...(known ?? nothing), score: 1 / (place + 1), pinned: true };
};

export const rankCompanions = ({
  companions,
  choice: { pins, bans },
}: StoredCompanions): readonly RankedCompanion[] => [
  ...pins.map((id, place) => pinnedOf(id, place, companions)),
  ...companions.filter(({ productId }) => !pins.includes(productId) && !bans.includes(productId)),
];

export const createCompanionSource = (shelf: Pick<CompanionShelf, 'find'>): CompanionSource => ({
  companionsOf: async (shop, productIds) => {
    const found = await shelf.find(shop, productIds);
    return {
      companions: new Map(found.map((stored) => [stored.productId, rankCompanions(stored)])),
      popularNext: new Map(found.map(({ productId, popularNext }) => [productId, popularNext])),
      banned: new Set(found.flatMap(({ choice }) => choice.bans)),
    };
  },
});
