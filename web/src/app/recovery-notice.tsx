import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../ui/action.tsx';
import { Notice } from '../ui/notice.tsx';
import { Row, Stack } from '../ui/stack.tsx';
import { Words } from '../ui/words.tsx';

interface RecoveryNoticeProps {
  readonly onUse: () => void;
  readonly onDrop: () => void;
}

/** What was not saved when the page closed is offered back, in its place and without taking over. */
export const RecoveryNotice = ({ onUse, onDrop }: RecoveryNoticeProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <Notice tone="info" title={t('editor.recovery.title')}>
      <Stack gap="200">
        <Words>{t('editor.recovery.body')}</Words>
        <Row>
          <Action label={t('editor.recovery.use')} onAction={onUse} />
          <Action label={t('editor.recovery.drop')} onAction={onDrop} />
        </Row>
      </Stack>
    </Notice>
  );
};
