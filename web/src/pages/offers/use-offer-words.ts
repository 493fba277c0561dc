import { useTranslation } from 'react-i18next';
import type { OfferView } from '../../../../server/mail/offers/offer.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import type { OfferTotals } from './ledger-of.ts';

type Terms = OfferView['terms'];

export interface OfferWords {
  /** What it is worth: "10% off". */
  worth(terms: Terms, currency: string): string;
  /** Worth, from which amount on, and for what, as one sentence. */
  terms(terms: Terms, currency: string): string;
  valid(days: number): string;
  /** What it has cost, by currency; a dash where nothing was used. */
  cost(costs: OfferTotals['costs']): string;
}

export const useOfferWords = (): OfferWords => {
  const { t } = useTranslation();
  const { money, percent } = useFormat();
  const worth = ({ value }: Terms, currency: string): string =>
    t('offers.worth', {
      value: value.kind === 'percentage' ? percent(value.percent / 100) : money(value.amount, currency),
    });
  return {
    worth,
    terms: (terms, currency) => {
      const { minimum, appliesTo } = terms;
      return [
        worth(terms, currency),
        ...(minimum === null ? [] : [t('offers.from', { amount: money(minimum, currency) })]),
        appliesTo.kind === 'everything'
          ? t('offers.everything')
          : t('offers.someProducts', { count: appliesTo.productIds.length }),
      ].join(' · ');
    },
    valid: (days) => t('offers.valid', { count: days }),
    cost: (costs) =>
      costs.length === 0
        ? t('offers.none')
        : costs.map(({ net, currency }) => money(net, currency)).join(', '),
  };
};
