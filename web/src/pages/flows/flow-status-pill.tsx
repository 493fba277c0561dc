import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowStatusWord } from '../../../../server/flows/flow.contract.ts';
import { Pill } from '../../ui/pill.tsx';
import type { PillTone } from '../../ui/pill.tsx';

const tones: Readonly<Record<FlowStatusWord, PillTone>> = {
  draft: 'info',
  live: 'success',
  paused: 'neutral',
  finishing: 'info',
  archived: 'neutral',
};

export const FlowStatusPill = ({ status }: { readonly status: FlowStatusWord }): ReactElement => {
  const { t } = useTranslation();
  return <Pill tone={tones[status]} label={t(`flows.status.${status}`)} />;
};
