import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { StepButton } from '../../ui/step-button.tsx';
import { stepWords } from './step-words.ts';
import type { FlowEditor } from './use-flow-editor.ts';
import type { StepProblems } from './problems.ts';

interface StepCardProps {
  readonly step: StepData;
  readonly editor: FlowEditor;
  readonly problems: StepProblems;
}

const icons = {
  wait: 'wait',
  'send-email': 'email',
  branch: 'branch',
  act: 'act',
  exit: 'exit',
} as const;
const isKnown = (key: string): key is keyof typeof icons => Object.hasOwn(icons, key);

export const StepCard = ({ step, editor, problems }: StepCardProps): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, key } = step;
  const count = problems.of(id).length;
  return (
    <StepButton
      id={`step-${id}`}
      kind={isKnown(key) ? icons[key] : 'act'}
      label={stepWords(step, { t, format })}
      chosen={editor.chosen === id}
      problem={count === 0 ? undefined : t('editor.problems', { count })}
      onPress={() => {
        editor.choose(editor.chosen === id ? undefined : id);
      }}
    />
  );
};
