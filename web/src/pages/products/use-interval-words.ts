import { useTranslation } from 'react-i18next';
import type { ProductTimingView } from '../../../../server/flows/timing/timing.contract.ts';
import { useFormat } from '../../format/use-format.ts';

type Learned = ProductTimingView['learned'];

export interface IntervalWords {
  /** After how long, with the range: a number alone would say more than is known. */
  again(timing: ProductTimingView): string;
  /** On how much it rests. */
  rests(learned: Learned): string;
}

export const useIntervalWords = (): IntervalWords => {
  const { t } = useTranslation();
  const { duration, number } = useFormat();
  const whole = (days: number): string => number(Math.round(days));
  return {
    again: ({ learned, numberOf, interval, asked }) => {
      if (!asked) return t('products.notAsked');
      if (numberOf === 'override') return t('products.yours', { interval: duration(interval) });
      const { p25, p50, p75 } = learned ?? {};
      if (numberOf === 'merchant' || typeof p50 !== 'number')
        return t('products.flows', { interval: duration(interval) });
      const about = t('products.about', { count: Math.round(p50), days: whole(p50) });
      if (typeof p25 !== 'number' || typeof p75 !== 'number') return about;
      return t('products.range', { about, low: whole(p25), high: whole(p75) });
    },
    rests: (learned) => {
      if (learned === null) return t('products.nothingLearned');
      const count = Math.round(learned.n);
      return t(`products.from.${learned.source}`, {
        purchases: t('products.purchases', { count, shown: number(count) }),
      });
    },
  };
};
