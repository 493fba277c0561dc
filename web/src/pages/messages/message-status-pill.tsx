import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageStatusWord } from '../../../../server/mail/message.contract.ts';
import { Pill } from '../../ui/pill.tsx';
import type { PillTone } from '../../ui/pill.tsx';

const tones: Readonly<Record<MessageStatusWord, PillTone>> = {
  scheduled: 'info',
  sending: 'info',
  accepted: 'success',
  failed: 'critical',
  skipped: 'neutral',
  cancelled: 'neutral',
  unknown: 'attention',
};

export const MessageStatusPill = ({ status }: { readonly status: MessageStatusWord }): ReactElement => {
  const { t } = useTranslation();
  return <Pill tone={tones[status]} label={t(`messages.statusName.${status}`)} />;
};
