import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OfflineNote } from '../app/offline-note.tsx';
import { useLeaveGuard } from '../app/use-leave-guard.ts';
import { Notice } from '../ui/notice.tsx';
import { SaveBar } from '../ui/save-bar.tsx';
import { Screen } from '../ui/screen.tsx';
import { ConflictPanel } from './conflict-panel.tsx';
import type { Told } from './conflict-panel.tsx';
import type { Form } from './use-form.ts';

interface FormScreenProps<Values> {
  readonly id: string;
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly back: { readonly content: string; readonly url: string };
  readonly form: Form<Values>;
  /** What a form holds in words, for when two people changed it. */
  readonly tell: (values: Values) => readonly Told[];
  /** Instead of the general words for a save that failed. */
  readonly problem?: string | undefined;
  readonly children: ReactNode;
}

/** A page that is one form: the save bar is up while it differs, and nobody leaves it by accident. */
export const FormScreen = <Values extends object>({
  id,
  title,
  subtitle,
  back,
  form,
  tell,
  problem,
  children,
}: FormScreenProps<Values>): ReactElement => {
  const { t } = useTranslation();
  useLeaveGuard(form.dirty);
  return (
    <Screen title={title} subtitle={subtitle} back={back}>
      <SaveBar
        id={id}
        open={form.dirty}
        save={t('form.save')}
        discard={t('form.discard')}
        onSave={form.save}
        onDiscard={form.discard}
      />
      <OfflineNote />
      {form.theirs !== undefined && (
        <ConflictPanel
          mine={tell(form.values)}
          theirs={tell(form.theirs)}
          onKeepMine={form.keepMine}
          onTakeTheirs={form.takeTheirs}
        />
      )}
      {form.problem !== undefined && (
        <Notice
          tone="critical"
          title={problem ?? t(form.problem === 'offline' ? 'form.failedOffline' : 'form.failed')}
        />
      )}
      {children}
    </Screen>
  );
};
