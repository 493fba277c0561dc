import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EmailStatus } from '../../../../server/insights/contacts/contact.contract.ts';
import { Pill } from '../../ui/pill.tsx';
import type { PillTone } from '../../ui/pill.tsx';

const tones: Readonly<Record<EmailStatus, PillTone>> = {
  subscribed: 'success',
  unsubscribed: 'neutral',
  pending: 'info',
  none: 'neutral',
  suppressed: 'attention',
  erased: 'neutral',
};

export const EmailStatusPill = ({ status }: { readonly status: EmailStatus }): ReactElement => {
  const { t } = useTranslation();
  return <Pill tone={tones[status]} label={t(`contacts.emailStatus.${status}`)} />;
};
