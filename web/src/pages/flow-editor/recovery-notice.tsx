import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/action.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';
import { isProgram } from './is-program.ts';
import { dropCopy, readCopy } from './recovery.ts';
import type { RecoveryCopy } from './recovery.ts';
import type { FlowEditor, Opened } from './use-flow-editor.ts';

interface RecoveryNoticeProps {
  readonly opened: Opened;
  readonly editor: FlowEditor;
}

const parse: (text: string) => unknown = JSON.parse;

const programIn = (copy: RecoveryCopy | undefined) => {
  try {
    const program = copy && parse(copy.program);
    return isProgram(program) ? program : undefined;
  } catch {
    return undefined;
  }
};

/** What was not saved when the page closed is offered back, in its place and without taking over. */
export const RecoveryNotice = ({ opened, editor }: RecoveryNoticeProps): ReactElement | null => {
  const { t } = useTranslation();
  const { shop, flow } = opened;
  const [copy, setCopy] = useState(() => readCopy(shop, flow.id));
  const program = programIn(copy);
  if (program === undefined || JSON.stringify(program) === JSON.stringify(opened.program)) return null;
  return (
    <Notice tone="info" title={t('editor.recovery.title')}>
      <Stack gap="200">
        <Words>{t('editor.recovery.body')}</Words>
        <Row>
          <Action
            label={t('editor.recovery.use')}
            onAction={() => {
              editor.replace(program);
              setCopy(undefined);
            }}
          />
          <Action
            label={t('editor.recovery.drop')}
            onAction={() => {
              dropCopy(shop, flow.id);
              setCopy(undefined);
            }}
          />
        </Row>
      </Stack>
    </Notice>
  );
};
