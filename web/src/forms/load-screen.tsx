import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadProblem } from '../app/load-problem.tsx';
import { OfflineNote } from '../app/offline-note.tsx';
import { Panel } from '../ui/panel.tsx';
import { Screen } from '../ui/screen.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

interface LoadScreenProps {
  readonly title: string;
  readonly back: { readonly content: string; readonly url: string };
  readonly error: Error | null;
  /** What could not be loaded, as a sentence. */
  readonly problem: string;
  readonly onRetry: () => void;
  /** In the place of all this, where there is something better to say. */
  readonly children?: ReactNode;
}

/** A page before its content is there: its title and way back at once. */
export const LoadScreen = ({
  title,
  back,
  error,
  problem,
  onRetry,
  children,
}: LoadScreenProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <Screen title={title} back={back}>
      <OfflineNote />
      {children ??
        (error === null ? (
          <Panel>
            <Skeleton heading label={t('common.loading')} lines={6} />
          </Panel>
        ) : (
          <LoadProblem title={problem} error={error} onRetry={onRetry} />
        ))}
    </Screen>
  );
};
