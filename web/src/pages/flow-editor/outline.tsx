import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import { AddStep } from './add-step.tsx';
import type { Spot } from './edit-program.ts';
import { StepCard } from './step-card.tsx';
import { armWords } from './step-words.ts';
import { clipWords } from './steps-view.ts';
import type { StepsView } from './steps-view.ts';

interface OutlineProps {
  readonly view: StepsView;
  /** Where something is added when the list is empty, or before its first step. */
  readonly first: Spot;
  readonly steps: readonly StepData[];
  readonly label: string;
}

const Arms = ({ view, step }: { readonly view: StepsView; readonly step: StepData }): ReactElement => {
  const { t } = useTranslation();
  return (
    <div className="enc-arms">
      {(step.arms ?? []).map((arm, index) => {
        const words = armWords(step, index, t);
        return (
          <div key={words} className="enc-arm">
            <h3>{words}</h3>
            <Outline
              view={view}
              first={{ first: 'arm', branch: step.id, arm: index }}
              steps={arm}
              label={words}
            />
          </div>
        );
      })}
    </div>
  );
};

/** The program as nested lists, each step followed by what may be added behind it. */
export const Outline = ({ view, first, steps, label }: OutlineProps): ReactElement => {
  const { editor, problems, words } = view;
  const adding = { where: label, clip: clipWords(view), onAdd: editor.add, onPaste: editor.paste };
  return (
    <ol className="enc-outline" aria-label={label}>
      <li className="enc-outline-add">
        <AddStep {...adding} spot={first} />
      </li>
      {steps.map((step) => (
        <li key={step.id}>
          <StepCard
            step={step}
            words={words(step)}
            chosen={editor.chosen === step.id}
            faults={problems.of(step.id).length}
            onToggle={editor.toggle}
          />
          {step.arms !== undefined && <Arms view={view} step={step} />}
          <AddStep {...adding} spot={{ after: step.id }} />
        </li>
      ))}
    </ol>
  );
};
