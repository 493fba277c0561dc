import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowView } from '../../../../server/flows/flow.contract.ts';
import { Action } from '../../ui/action.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';
import { ChangeList } from './change-list.tsx';
import type { FlowEditor } from './flow-editor.ts';

interface PublishPanelProps {
  readonly flow: FlowView;
  readonly editor: FlowEditor;
  readonly onPublish: () => void;
  readonly onClose: () => void;
}

/** What would change and for whom, before it does. */
export const PublishPanel = ({ flow, editor, onPublish, onClose }: PublishPanelProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <Panel title={t('editor.publish.title', { version: flow.version + 1 })}>
      <Stack>
        <ChangeList before={editor.live} after={editor.program} />
        <Words>
          {flow.waiting === 0
            ? t('editor.publish.nobody')
            : t('editor.publish.waiting', { count: flow.waiting, version: flow.version })}
        </Words>
        <Row>
          <Action primary label={t('editor.publish.yes')} busy={editor.busy} onAction={onPublish} />
          <Action label={t('editor.publish.no')} onAction={onClose} />
        </Row>
      </Stack>
    </Panel>
  );
};
