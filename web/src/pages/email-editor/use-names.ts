import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Names } from './liquid-node.ts';

/** `customer.firstName` as people say it; a path without a name of its own is shown as it is. */
export const useNames = (): Names => {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      of: (path) => t(`emails.variable.${path.replaceAll('.', '_')}`, { defaultValue: path }),
      onlyWith: (what) => t('emails.logic.onlyWith', { what }),
      end: t('emails.logic.end'),
    }),
    [t],
  );
};
