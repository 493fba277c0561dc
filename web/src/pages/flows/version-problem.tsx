import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../api/api-error.ts';
import { Notice } from '../../ui/notice.tsx';

export const VersionProblem = ({ error }: { readonly error: Error | null }): ReactElement | null => {
  const { t } = useTranslation();
  if (error === null) return null;
  return (
    <Notice
      tone="critical"
      title={t(codeOf(error) === 'version_conflict' ? 'versions.conflict' : 'versions.failed')}
    />
  );
};
