import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferView } from '../../../../server/mail/offers/offer.contract.ts';
import { Pill } from '../../ui/pill.tsx';
import type { PillTone } from '../../ui/pill.tsx';

type State = 'retired' | 'personal' | NonNullable<OfferView['discount']>['state'];

const tones: Readonly<Record<State, PillTone>> = {
  retired: 'neutral',
  personal: 'success',
  making: 'attention',
  ready: 'success',
  refused: 'critical',
};

/** `personal`: there is no discount to be made; each code is one, made when a mail asks for it. */
export const stateOf = ({ status, discount }: OfferView, platform: string | undefined): State => {
  if (status === 'retired') return 'retired';
  if (discount !== null) return discount.state;
  return platform === 'woocommerce' ? 'personal' : 'making';
};

export const OfferPill = ({ state }: { readonly state: State }): ReactElement => {
  const { t } = useTranslation();
  return <Pill tone={tones[state]} label={t(`offers.state.${state}`)} />;
};
