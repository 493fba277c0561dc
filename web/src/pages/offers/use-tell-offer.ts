import { useTranslation } from 'react-i18next';
import type { Told } from '../../forms/conflict-panel.tsx';
import type { OfferValues } from './offer-values.ts';
import { termsOf } from './offer-values.ts';
import { useOfferWords } from './use-offer-words.ts';

/** An offer in words, for when two people changed it. */
export const useTellOffer = (currency: string): ((values: OfferValues) => readonly Told[]) => {
  const { t } = useTranslation();
  const words = useOfferWords();
  return (values) => [
    { label: t('offers.name'), value: values.title },
    { label: t('offers.promise'), value: words.terms(termsOf(values), currency) },
    { label: t('offers.validDays'), value: words.valid(values.validDays) },
    { label: t('offers.codes'), value: t(values.several ? 'offers.oneOff' : 'offers.oneOn') },
  ];
};
