import { useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgramData } from '../../../../server/flows/drafts/draft.contract.ts';
import { isProgram } from '../../api/is-program.ts';
import { useInspection } from '../../api/use-flow-editing.ts';
import { useShop } from '../../api/use-shop.ts';
import { EditorToolbar } from '../../app/editor-toolbar.tsx';
import { KeptCopy } from '../../app/kept-copy.tsx';
import { OfflineNote } from '../../app/offline-note.tsx';
import { SaveProblem } from '../../app/save-problem.tsx';
import { useLater } from '../../app/use-later.ts';
import { useLeaveGuard } from '../../app/use-leave-guard.ts';
import { Pill } from '../../ui/pill.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { Screen } from '../../ui/screen.tsx';
import { TwoThirds } from '../../ui/two-thirds.tsx';
import { FlowStatusPill } from '../flows/flow-status-pill.tsx';
import { MovePanel } from '../flows/move-panel.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { DateLinePanel } from './date-line-panel.tsx';
import { findStep } from './edit-program.ts';
import type { FlowEditor, Opened } from './flow-editor.ts';
import { problemsOf } from './problems.ts';
import type { StepProblems } from './problems.ts';
import { PublishPanel } from './publish-panel.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { StepPanel } from './step-panel.tsx';
import { StepsPanel } from './steps-panel.tsx';
import type { StepsView } from './steps-view.ts';
import { useEditorKeys } from './use-editor-keys.ts';
import { useFlowEditor } from './use-flow-editor.ts';
import { useStepWords } from './use-step-words.ts';
import { WhoPanel } from './who-panel.tsx';
import { momentIn } from './zoned-moment.ts';
import './flow-editor.css';

interface ToolbarProps {
  readonly view: StepsView;
  /** Also those that aren't to be seen yet. */
  readonly all: StepProblems;
  readonly onPublish: () => void;
}

/** Publish says what is missing, also of steps that nobody has finished, before it asks anything. */
const Toolbar = ({ view: { editor, problems, words }, all, onPublish }: ToolbarProps): ReactElement => {
  const { t } = useTranslation();
  const { atSteps, whole } = problems;
  const lines = [
    ...whole.map((sentence) => ({ id: sentence, sentence: t('editor.problemOfWhole', { sentence }) })),
    ...atSteps.map(({ step: id, sentence }) => {
      const step = findStep(editor.program, id);
      return {
        id: `${id} ${sentence}`,
        sentence: t('editor.problemIn', { step: step === undefined ? id : words(step), sentence }),
        onGo: () => {
          editor.choose(id);
        },
      };
    }),
  ];
  const press = (): void => {
    const [first] = all.atSteps;
    if (first === undefined && all.whole.length === 0) onPublish();
    else {
      editor.choose(first?.step);
      editor.reveal();
    }
  };
  return (
    <EditorToolbar
      editor={editor}
      problems={lines}
      publish={{
        label: t('editor.publish.open'),
        disabled: !editor.changed || editor.overtaken || lines.length > 0,
        onPublish: press,
      }}
    >
      {editor.changed && <Pill tone="info" label={t('editor.draft')} />}
    </EditorToolbar>
  );
};

interface BenchProps {
  readonly opened: Opened;
  readonly editor: FlowEditor;
}

const useProblems = (editor: FlowEditor, startAt: string) => {
  const { program, untouched } = editor;
  const zone = useShop().data?.zone ?? 'UTC';
  const { data: inspection } = useInspection(useLater(program), momentIn(startAt, zone)?.toISOString());
  const [of, fields] = [inspection?.program ?? program, inspection?.problems ?? {}];
  return { inspection, all: problemsOf(of, fields), problems: problemsOf(of, fields, untouched) };
};

interface PublishingProps extends BenchProps {
  readonly asking: boolean;
  readonly onAsk: (asking: boolean) => void;
}

/** Before it is published, what would change; afterwards, who could be moved. */
const Publishing = ({ opened: { flow }, editor, asking, onAsk }: PublishingProps): ReactElement => {
  const [published, setPublished] = useState(false);
  return (
    <>
      {asking && (
        <PublishPanel
          flow={flow}
          editor={editor}
          onClose={() => {
            onAsk(false);
          }}
          onPublish={() => {
            editor.publish(() => {
              onAsk(false);
              setPublished(true);
            });
          }}
        />
      )}
      {published && !asking && flow.waiting > 0 && (
        <MovePanel
          flow={flow}
          onClose={() => {
            setPublished(false);
          }}
        />
      )}
    </>
  );
};

/** The flow, and beside it the chosen step, when it would all happen, and what holds for the whole. */
const Bench = ({ opened, editor }: BenchProps): ReactElement => {
  const [startAt, setStartAt] = useState('');
  const [asking, setAsking] = useState(false);
  const [keysOpen, setKeysOpen] = useState(false);
  const finder = useRef<HTMLDivElement>(null);
  const { inspection, all, problems } = useProblems(editor, startAt);
  const words = useStepWords();
  useEditorKeys(editor, {
    find: () => finder.current?.querySelector('input')?.focus(),
    help: () => {
      setKeysOpen(!keysOpen);
    },
  });
  const view = { editor, problems, words };
  return (
    <>
      <Toolbar
        view={view}
        all={all}
        onPublish={() => {
          setAsking(true);
        }}
      />
      <Publishing opened={opened} editor={editor} asking={asking} onAsk={setAsking} />
      <TwoThirds
        main={
          <StepsPanel
            flow={opened.flow}
            view={view}
            finder={finder}
            keysOpen={keysOpen}
            onKeys={setKeysOpen}
          />
        }
        side={
          <>
            <div data-region="step">
              <StepPanel editor={editor} problems={problems} templates={opened.editable.templates} />
            </div>
            <div data-region="line">
              <DateLinePanel
                program={editor.program}
                inspection={inspection}
                words={words}
                startAt={startAt}
                onStart={setStartAt}
              />
            </div>
            <WhoPanel editor={editor} />
            <SettingsPanel editor={editor} />
          </>
        }
      />
    </>
  );
};

const programIn = (work: unknown): ProgramData | undefined => (isProgram(work) ? work : undefined);

export const Workbench = ({ opened }: { readonly opened: Opened }): ReactElement => {
  const { t } = useTranslation();
  const editor = useFlowEditor(opened);
  useLeaveGuard(editor.dirty);
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
      <KeptCopy
        of={{ kind: 'flow', shop: opened.shop, id: flow.id }}
        opened={JSON.stringify(opened.program)}
        read={programIn}
        onUse={editor.replace}
      />
      <SaveProblem error={editor.failure} />
      <ConflictNotice editor={editor} />
      <Bench opened={opened} editor={editor} />
    </Screen>
  );
};
