import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Words } from '../../ui/words.tsx';

/** What saving does to flows, said before. */
export const NewVersions = ({ count }: { readonly count: number }): ReactElement => {
  const { t } = useTranslation();
  return (
    <div aria-live="polite">
      <Words>{t('settings.newVersions', { count })}</Words>
    </div>
  );
};
