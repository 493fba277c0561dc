import { Suspense, lazy, useState } from 'react';
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
import { Skeleton } from '../../ui/skeleton.tsx';
import { ViewPicker } from '../../ui/view-picker.tsx';
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
import { KeptCopy } from './kept-copy.tsx';
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

/** Its library is only fetched where it is looked at. */
const Canvas = lazy(async () => ({ default: (await import('./canvas/canvas.tsx')).Canvas }));

const views = ['canvas', 'outline'] as const;
type View = (typeof views)[number];

/** A drawing needs width; the outline says the same on a phone and to a screen reader. */
const viewThatFits = (): View => (globalThis.matchMedia('(min-width: 768px)').matches ? 'canvas' : 'outline');

interface StepsProps {
  readonly flow: FlowView;
  readonly editor: FlowEditor;
  readonly problems: StepProblems;
}

const Steps = ({ flow, editor, problems }: StepsProps): ReactElement => {
  const { t } = useTranslation();
  const [view, setView] = useState<View>(viewThatFits);
  const { trigger, steps } = editor.program;
  const starts = t(`editor.trigger.${trigger.kind}`, { defaultValue: flow.summary });
  const label = t('flows.stepsOf', { flow: flow.title });
  const outline = (
    <Stack>
      <Words>{starts}</Words>
      <Outline editor={editor} problems={problems} first={{ first: 'program' }} steps={steps} label={label} />
    </Stack>
  );
  return (
    <Panel title={t('flows.steps')}>
      <Stack>
        <ViewPicker
          label={t('editor.view')}
          views={views.map((id) => ({ id, label: t(`editor.views.${id}`) }))}
          chosen={view}
          onChoose={setView}
        />
        {view === 'outline' ? (
          outline
        ) : (
          <Suspense fallback={<Skeleton lines={6} label={t('common.loading')} />}>
            <Canvas editor={editor} problems={problems} starts={starts} label={label} />
          </Suspense>
        )}
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
  const { data: inspection } = useInspection(useLater(program), toMoment(startAt));
  const problems = problemsOf(inspection?.program ?? program, inspection?.problems ?? {});
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
      <KeptCopy opened={opened} editor={editor} />
      {editor.problem !== undefined && <Notice tone="critical" title={editor.problem} />}
      <Bench opened={opened} current={current} editor={editor} />
    </Screen>
  );
};
