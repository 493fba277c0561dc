import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/action.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';
import { ChangeList } from './change-list.tsx';
import type { FlowEditor } from './flow-editor.ts';

/** Somebody else saved or published meanwhile: what mine makes of theirs; nothing is written before somebody chose. */
export const ConflictNotice = ({ editor }: { readonly editor: FlowEditor }): ReactElement | null => {
  const { t } = useTranslation();
  const { conflict } = editor;
  if (conflict === undefined) return null;
  return (
    <Notice tone="warning" title={t('form.conflict')}>
      <Stack>
        <Words>{t('editor.conflictBody')}</Words>
        <ChangeList before={conflict.theirs} after={editor.program} />
        <Row>
          <Action label={t('editor.keepMine')} onAction={conflict.adopt} />
          <Action
            label={t('form.takeTheirs')}
            onAction={() => {
              conflict.adopt();
              editor.replace(conflict.theirs);
            }}
          />
        </Row>
      </Stack>
    </Notice>
  );
};
