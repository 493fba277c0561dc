import { useTranslation } from 'react-i18next';

/** Every page of the settings leads back to their list. */
export const useSettingsBack = (): { readonly content: string; readonly url: string } => {
  const { t } = useTranslation();
  return { content: t('settings.title'), url: '/settings' };
};
