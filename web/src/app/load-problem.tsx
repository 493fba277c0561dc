import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../api/api-error.ts';
import { Notice } from '../ui/notice.tsx';

interface LoadProblemProps {
  /** What could not be loaded, as a sentence. */
  readonly title: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}

const adviceFor: Readonly<Record<string, string>> = {
  offline: 'state.checkConnection',
  shop_not_installed: 'state.notInstalled',
};

export const sessionEndedCodes: ReadonlySet<string> = new Set([
  'session_token_missing',
  'session_token_invalid',
]);

/** In the place of what failed: the effect, then the next step. It stays until that is done. */
export const LoadProblem = ({ title, error, onRetry }: LoadProblemProps): ReactElement => {
  const { t } = useTranslation();
  const code = codeOf(error);
  if (sessionEndedCodes.has(code)) {
    const reload = (): void => {
      window.location.reload();
    };
    return (
      <Notice tone="warning" action={{ content: t('state.reload'), onAction: reload }}>
        {t('state.sessionEnded')}
      </Notice>
    );
  }
  return (
    <Notice tone="critical" title={title} action={{ content: t('common.retry'), onAction: onRetry }}>
      {t(adviceFor[code] ?? 'state.ourSide')}
    </Notice>
  );
};
