import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import { AddStep } from './add-step.tsx';
import type { Spot } from './edit-program.ts';
import { StepCard } from './step-card.tsx';
import { armWords } from './step-words.ts';
import type { FlowEditor } from './use-flow-editor.ts';
import type { StepProblems } from './problems.ts';

interface OutlineProps {
  readonly editor: FlowEditor;
  readonly problems: StepProblems;
  /** Where something is added when the list is empty, or before its first step. */
  readonly first: Spot;
  readonly steps: readonly StepData[];
  readonly label: string;
}

/** The program as nested lists, each step followed by what may be added behind it. */
export const Outline = ({ editor, problems, first, steps, label }: OutlineProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <ol className="enc-outline" aria-label={label}>
      <li className="enc-outline-add">
        <AddStep editor={editor} spot={first} where={label} />
      </li>
      {steps.map((step) => (
        <li key={step.id}>
          <StepCard step={step} editor={editor} problems={problems} />
          {step.arms !== undefined && (
            <div className="enc-arms">
              {step.arms.map((arm, index) => {
                const words = armWords(step, index, t);
                return (
                  <div key={words} className="enc-arm">
                    <h4>{words}</h4>
                    <Outline
                      editor={editor}
                      problems={problems}
                      first={{ first: 'arm', branch: step.id, arm: index }}
                      steps={arm}
                      label={words}
                    />
                  </div>
                );
              })}
            </div>
          )}
          <AddStep editor={editor} spot={{ after: step.id }} where={label} />
        </li>
      ))}
    </ol>
  );
};
