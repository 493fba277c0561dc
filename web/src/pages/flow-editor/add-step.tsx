import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PlusButton } from '../../ui/plus-button.tsx';
import type { Spot, StepKind } from './edit-program.ts';
import type { FlowEditor } from './use-flow-editor.ts';

const kinds: readonly StepKind[] = ['wait', 'send-email', 'branch', 'act', 'exit'];

interface AddStepProps {
  readonly editor: FlowEditor;
  readonly spot: Spot;
  readonly where: string;
}

/** "+" between steps: opens the kinds of step, each with a line that says what it does. */
export const AddStep = ({ editor, spot, where }: AddStepProps): ReactElement => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="enc-add">
      <PlusButton
        label={t('editor.add', { where })}
        open={open}
        controls={id}
        onPress={() => {
          setOpen(!open);
        }}
      />
      <div id={id}>
        {open && (
          <ul className="enc-kinds">
            {kinds.map((kind) => (
              <li key={kind}>
                <button
                  type="button"
                  onClick={() => {
                    setOpen(false);
                    editor.add(spot, kind);
                  }}
                >
                  <strong>{t(`editor.kind.${kind}`)}</strong>
                  <span>{t(`editor.kindHint.${kind}`)}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
};
