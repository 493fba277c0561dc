import { useId, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../ui/action.tsx';
import { Panel } from '../ui/panel.tsx';
import { Row, Stack } from '../ui/stack.tsx';
import './editor-toolbar.css';

export interface ToolbarProblem {
  readonly id: string;
  /** What is wrong, and where. */
  readonly sentence: string;
  /** Leads to it; left out where there is nowhere to lead. */
  readonly onGo?: (() => void) | undefined;
}

interface EditorToolbarProps {
  readonly editor: {
    readonly canUndo: boolean;
    readonly canRedo: boolean;
    readonly busy: boolean;
    undo(): void;
    redo(): void;
  };
  readonly problems: readonly ToolbarProblem[];
  readonly publish: { readonly label: string; readonly disabled: boolean; readonly onPublish: () => void };
  /** Beside undo and redo: what state the work is in. */
  readonly children: ReactNode;
}

interface ProblemListProps extends Pick<EditorToolbarProps, 'problems'> {
  readonly id: string;
}

const ProblemList = ({ id: own, problems }: ProblemListProps): ReactElement => (
  <ul id={own} className="enc-problems">
    {problems.map(({ id, sentence, onGo }) => (
      <li key={id}>{onGo === undefined ? sentence : <Action plain label={sentence} onAction={onGo} />}</li>
    ))}
  </ul>
);

/** What can be done with the whole that is being edited; the same in both editors. */
export const EditorToolbar = ({ editor, problems, publish, children }: EditorToolbarProps): ReactElement => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  const count = problems.length;
  return (
    <Panel>
      <Stack>
        <Row apart>
          <Row>
            <Action label={t('editor.undo')} disabled={!editor.canUndo} onAction={editor.undo} />
            <Action label={t('editor.redo')} disabled={!editor.canRedo} onAction={editor.redo} />
            {children}
          </Row>
          <Row>
            {count > 0 && (
              <Action
                plain
                label={t('editor.problems', { count })}
                opens={{ id, open }}
                onAction={() => {
                  setOpen(!open);
                }}
              />
            )}
            <Action
              primary
              label={publish.label}
              disabled={publish.disabled}
              busy={editor.busy}
              onAction={publish.onPublish}
            />
          </Row>
        </Row>
        {open && count > 0 && <ProblemList id={id} problems={problems} />}
      </Stack>
    </Panel>
  );
};
