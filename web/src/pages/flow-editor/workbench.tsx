import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgramData } from '../../../../server/flows/drafts/draft.contract.ts';
import type { FlowView } from '../../../../server/flows/flow.contract.ts';
import { useInspection } from '../../api/use-flow-editing.ts';
import { OfflineNote } from '../../app/offline-note.tsx';
import { useLeaveGuard } from '../../app/use-leave-guard.ts';
import { Action } from '../../ui/action.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Pill } from '../../ui/pill.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { TwoThirds } from '../../ui/two-thirds.tsx';
import { Words } from '../../ui/words.tsx';
import { FlowStatusPill } from '../flows/flow-status-pill.tsx';
import { DateLinePanel } from './date-line-panel.tsx';
import { Outline } from './outline.tsx';
import { problemsOf } from './problems.ts';
import type { StepProblems } from './problems.ts';
import { PublishPanel } from './publish-panel.tsx';
import { RecoveryNotice } from './recovery-notice.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { StepPanel } from './step-panel.tsx';
import { useFlowEditor } from './use-flow-editor.ts';
import type { FlowEditor, Opened } from './use-flow-editor.ts';
import { useEditorKeys } from './use-editor-keys.ts';
import { useLater } from '../../app/use-later.ts';

interface WorkbenchProps {
  readonly opened: Opened;
  /** What people enter now. */
  readonly current: ProgramData | undefined;
}

interface ToolbarProps {
  readonly editor: FlowEditor;
  readonly problems: StepProblems;
  readonly onPublish: () => void;
}

const Toolbar = ({ editor, problems, onPublish }: ToolbarProps): ReactElement => {
  const { t } = useTranslation();
  const count = problems.steps.length + problems.whole.length;
  const [first] = problems.steps;
  return (
    <Row apart>
      <Row>
        <Action label={t('editor.undo')} disabled={!editor.canUndo} onAction={editor.undo} />
        <Action label={t('editor.redo')} disabled={!editor.canRedo} onAction={editor.redo} />
        {editor.changed && <Pill tone="info" label={t('editor.draft')} />}
      </Row>
      <Row>
        {count > 0 && (
          <Action
            plain
            label={t('editor.problems', { count })}
            onAction={() => {
              editor.choose(first);
            }}
          />
        )}
        <Action
          primary
          label={t('editor.publish.open')}
          disabled={!editor.changed || count > 0}
          busy={editor.busy}
          onAction={onPublish}
        />
      </Row>
    </Row>
  );
};

/** Local to the shop's zone as far as the field can say: the browser's zone is what it speaks. */
const toMoment = (local: string): string | undefined => {
  const at = Date.parse(local);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
};

const Whole = ({ problems }: { readonly problems: StepProblems }): ReactElement | null =>
  problems.whole.length === 0 ? null : (
    <Notice tone="critical">
      {problems.whole.map((sentence) => (
        <Words key={sentence}>{sentence}</Words>
      ))}
    </Notice>
  );

interface StepsProps {
  readonly flow: FlowView;
  readonly editor: FlowEditor;
  readonly problems: StepProblems;
}

const Steps = ({ flow, editor, problems }: StepsProps): ReactElement => {
  const { t } = useTranslation();
  const { trigger, steps } = editor.program;
  return (
    <Panel title={t('flows.steps')}>
      <Stack>
        <Words>{t(`editor.trigger.${trigger.kind}`, { defaultValue: flow.summary })}</Words>
        <Outline
          editor={editor}
          problems={problems}
          first={{ first: 'program' }}
          steps={steps}
          label={t('flows.stepsOf', { flow: flow.title })}
        />
      </Stack>
    </Panel>
  );
};

interface BenchProps extends WorkbenchProps {
  readonly editor: FlowEditor;
}

/** The flow, and beside it the chosen step, when it would all happen, and what holds for the whole. */
const Bench = ({ opened, current, editor }: BenchProps): ReactElement => {
  const [startAt, setStartAt] = useState('');
  const [publishing, setPublishing] = useState(false);
  const { program } = editor;
  const { data: inspection } = useInspection(useLater(JSON.stringify(program)), toMoment(startAt));
  const problems = problemsOf(program, inspection?.problems ?? {});
  const { flow, editable } = opened;
  const show = (open: boolean) => (): void => {
    setPublishing(open);
  };
  return (
    <>
      <Whole problems={problems} />
      <Panel>
        <Toolbar editor={editor} problems={problems} onPublish={show(true)} />
      </Panel>
      {publishing && (
        <PublishPanel
          flow={flow}
          editor={editor}
          current={current}
          onClose={show(false)}
          onPublish={() => {
            editor.publish(show(false));
          }}
        />
      )}
      <TwoThirds
        main={<Steps flow={flow} editor={editor} problems={problems} />}
        side={
          <>
            <StepPanel editor={editor} problems={problems} templates={editable.templates} />
            <DateLinePanel program={program} inspection={inspection} startAt={startAt} onStart={setStartAt} />
            <SettingsPanel editor={editor} />
          </>
        }
      />
    </>
  );
};

export const Workbench = ({ opened, current }: WorkbenchProps): ReactElement => {
  const { t } = useTranslation();
  const editor = useFlowEditor(opened);
  useLeaveGuard(editor.dirty);
  useEditorKeys(editor);
  const { flow } = opened;
  return (
    <Screen
      wide
      title={flow.title}
      badge={<FlowStatusPill status={flow.status} />}
      back={{ content: flow.title, url: `/flows/${encodeURIComponent(flow.id)}` }}
    >
      <SaveBar
        id="flow-editor"
        open={editor.dirty}
        save={t('editor.save')}
        discard={t('editor.discard')}
        onSave={editor.save}
        onDiscard={editor.discard}
      />
      <OfflineNote />
      <RecoveryNotice opened={opened} editor={editor} />
      {editor.problem !== undefined && <Notice tone="critical" title={editor.problem} />}
      <Bench opened={opened} current={current} editor={editor} />
    </Screen>
  );
};
