import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowView } from '../../../../server/flows/flow.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Action } from '../../ui/action.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';
import { changesBetween } from './changes.ts';
import type { ProgramData } from '../../../../server/flows/drafts/draft.contract.ts';
import { stepWords } from './step-words.ts';
import type { FlowEditor } from './use-flow-editor.ts';

interface PublishPanelProps {
  readonly flow: FlowView;
  readonly editor: FlowEditor;
  /** What people enter now. */
  readonly current: ProgramData | undefined;
  readonly onPublish: () => void;
  readonly onClose: () => void;
}

/** What would change and for whom, before it does. */
export const PublishPanel = ({
  flow,
  editor,
  current,
  onPublish,
  onClose,
}: PublishPanelProps): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  const { steps, settings } = changesBetween(current, editor.program);
  const lines = steps.map(({ kind, step, before }) =>
    t(`editor.publish.${kind}`, {
      step: stepWords(step, { t, format }),
      before: before === undefined ? '' : stepWords(before, { t, format }),
    }),
  );
  return (
    <Panel title={t('editor.publish.title', { version: flow.version + 1 })}>
      <Stack>
        <ul className="enc-changes">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
          {settings && <li>{t('editor.publish.settings')}</li>}
        </ul>
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
