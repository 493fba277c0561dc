import type { FlowProgram, Step } from '../../engine/program.ts';
import type { ShopId } from '../../lib/brand.ts';

/** Of a preset: made with the flow, for a flow that names an offer needs one. */
export interface PresetOffer {
  readonly id: string;
  readonly title: string;
  readonly percent: number;
  readonly validDays: number;
}

/** What flows ask of mail about the offers that their mails promise. */
export interface OfferCheck {
  /** What is wrong with each of these, in a sentence; those that can be promised are left out. */
  faults(shop: ShopId, offers: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Makes what isn't there; what is there stays as the merchant left it. */
  ensure(
    session: { readonly shop: ShopId; readonly user?: string | undefined },
    offers: readonly PresetOffer[],
  ): Promise<void>;
}

interface Named {
  readonly path: string;
  readonly offer: string;
}

const namedIn = (steps: readonly Step[], path: string): readonly Named[] =>
  steps.flatMap((step, index) => {
    const here = `${path}.${index}`;
    const offer = step.key === 'send-email' ? step.args['offer'] : undefined;
    const arms = (step.arms ?? []).flatMap((arm, n) => namedIn(arm, `${here}.arms.${n}`));
    return typeof offer === 'string' ? [{ path: `${here}.args.offer`, offer }, ...arms] : arms;
  });

/** By path: every mail that promises what can't be promised. */
export const faultsOfOffers = async (
  offers: OfferCheck,
  shop: ShopId,
  { steps }: FlowProgram,
): Promise<Readonly<Record<string, string>>> => {
  const named = namedIn(steps, 'steps');
  if (named.length === 0) return {};
  const faults = await offers.faults(shop, [...new Set(named.map(({ offer }) => offer))]);
  return Object.fromEntries(
    named.flatMap(({ path, offer }) => {
      const fault = faults.get(offer);
      return fault === undefined ? [] : [[path, fault]];
    }),
  );
};
