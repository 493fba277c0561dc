import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../api/api-error.ts';
import { Notice } from '../ui/notice.tsx';
import { sessionEndedCodes } from './load-problem.tsx';

/** What was edited is still here, and on this device: so a reload loses nothing. */
export const SaveProblem = ({ error }: { readonly error: Error | null }): ReactElement | null => {
  const { t } = useTranslation();
  if (error === null) return null;
  if (!sessionEndedCodes.has(codeOf(error))) return <Notice tone="critical" title={t('editor.failed')} />;
  const reload = (): void => {
    window.location.reload();
  };
  return (
    <Notice tone="warning" action={{ content: t('state.reload'), onAction: reload }}>
      {t('state.sessionEndedKept')}
    </Notice>
  );
};
