import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductTimingView } from '../../../../server/flows/timing/timing.contract.ts';
import { Pill } from '../../ui/pill.tsx';
import type { PillTone } from '../../ui/pill.tsx';

const tones: Readonly<Record<ProductTimingView['numberOf'], PillTone>> = {
  learned: 'info',
  override: 'success',
  merchant: 'neutral',
};

/** Whose number is in force. */
export const NumberOfPill = ({ numberOf }: Pick<ProductTimingView, 'numberOf'>): ReactElement => {
  const { t } = useTranslation();
  return <Pill tone={tones[numberOf]} label={t(`products.numberOf.${numberOf}`)} />;
};
