import type {
  CompanionsView,
  ProductTimingDetailView,
} from '../../../../server/flows/timing/timing.contract.ts';
import type { ProductStore, ProductView } from '../../api/use-products.ts';
import { same } from '../../forms/same.ts';
import type { Stored } from '../../forms/use-form.ts';

/** What a merchant says of a product: how long it lasts, whether it is asked about, what goes with it. */
export interface ProductValues {
  /** Days one piece lasts; empty: what was learned. */
  readonly days: string;
  readonly mail: ProductTimingDetailView['merchant']['mail'];
  readonly pins: readonly string[];
  readonly bans: readonly string[];
}

const valuesOf = ({ timing: { merchant }, companions }: ProductView): ProductValues => ({
  days: merchant.days === null ? '' : String(merchant.days),
  mail: merchant.mail,
  pins: companions.companions.filter(({ pinned }) => pinned).map(({ productId }) => productId),
  bans: companions.banned.map(({ productId }) => productId),
});

/** Two things of which each knows its own revision: one that moves with either. */
const revOf = ({ timing, companions }: ProductView): number => timing.rev + companions.rev;

export const storedOf = (view: ProductView): Stored<ProductValues> => ({
  values: valuesOf(view),
  rev: revOf(view),
});

/** Half a day to ten years, as the server takes it. */
export const daysIn = (text: string): number | null | undefined => {
  if (text.trim() === '') return null;
  const days = Number(text.trim().replace(',', '.'));
  return days >= 0.5 && days <= 3650 ? days : undefined;
};

export const isValid = ({ days, pins, bans }: ProductValues): boolean =>
  daysIn(days) !== undefined && pins.length <= 24 && bans.length <= 24;

const timingPart = ({ days, mail }: ProductValues): object => ({ days, mail });
const companionPart = ({ pins, bans }: ProductValues): object => ({ pins, bans });

/** Writes only the half that changed. The revisions are those of `seen`: anything newer is a conflict. */
export const saveProduct = async (
  store: ProductStore,
  values: ProductValues,
  seen: ProductView,
): Promise<ProductView> => {
  const before = valuesOf(seen);
  let { timing, companions } = seen;
  if (!same(timingPart(values), timingPart(before))) {
    const days = daysIn(values.days) ?? null;
    timing = await store.changeTiming({ rev: timing.rev, days, mail: values.mail });
  }
  if (!same(companionPart(values), companionPart(before))) {
    const change = { rev: companions.rev, pins: [...values.pins], bans: [...values.bans] };
    companions = await store.changeCompanions(change);
  }
  return { timing, companions };
};

export type Companion = Pick<CompanionsView['companions'][number], 'productId' | 'title'>;

/** All that is known to go with it, whatever was pinned or banned since. */
export const knownCompanions = ({
  companions: { companions, banned },
}: ProductView): readonly Companion[] => [...companions, ...banned];

/** One step earlier or later among the pins. */
export const movePin = (pins: readonly string[], id: string, by: -1 | 1): readonly string[] => {
  const from = pins.indexOf(id);
  const to = from + by;
  if (from === -1 || to < 0 || to >= pins.length) return pins;
  return pins.toSpliced(from, 1).toSpliced(to, 0, id);
};
