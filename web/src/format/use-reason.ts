import { useTranslation } from 'react-i18next';

/** The server's reason codes in words for people; what waits says so, what was skipped says why. */
export const useReason = (): ((reason: string, status?: string) => string) => {
  const { t, i18n } = useTranslation();
  return (reason, status) => {
    const held = `held.${reason}`;
    if (status === 'scheduled' && i18n.exists(held)) return t(held);
    const refused = `refusal.${reason}`;
    if (status === 'not-entered' && i18n.exists(refused)) return t(refused);
    const key = `reason.${reason}`;
    return i18n.exists(key) ? t(key) : t('reason.other', { code: reason });
  };
};
