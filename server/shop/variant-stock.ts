import type { Variant } from './catalog.ts';
import type { StockFacts } from './facts.ts';

/** What was last told of a variant's stock alone. `stamp` decides between two; at one moment `sold out` holds. */
export interface ToldStock {
  readonly available: boolean;
  readonly at: Date;
  readonly stamp: string;
}

export const toldStock = ({ available, at }: StockFacts): ToldStock => ({
  available,
  at,
  stamp: `${at.toISOString()} ${available ? 0 : 1}`,
});

/** The product tells of its variants' stock too: the newer word holds, whichever came in first. */
export const withStock = (
  { variants, updatedAt }: { readonly variants: readonly Variant[]; readonly updatedAt: Date },
  stock: Readonly<Record<string, ToldStock>> = {},
): readonly Variant[] =>
  variants.map((variant) => {
    const told = stock[variant.id];
    return told === undefined || told.at < updatedAt ? variant : { ...variant, available: told.available };
  });
