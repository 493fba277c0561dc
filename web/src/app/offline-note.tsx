import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Words } from '../ui/words.tsx';
import { useOnline } from './use-online.ts';

export const OfflineNote = (): ReactElement => {
  const { t } = useTranslation();
  const online = useOnline();
  return (
    <div aria-live="polite" className="enc-note">
      {!online && <Words quiet>{t('state.offline')}</Words>}
    </div>
  );
};
