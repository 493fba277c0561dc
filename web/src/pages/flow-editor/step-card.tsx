import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import { StepButton } from '../../ui/step-button.tsx';

interface StepCardProps {
  readonly step: StepData;
  readonly words: string;
  readonly chosen: boolean;
  /** How many things are wrong with it. */
  readonly faults: number;
  readonly onToggle: (id: string) => void;
}

const icons = {
  wait: 'wait',
  'send-email': 'email',
  branch: 'branch',
  act: 'act',
  exit: 'exit',
} as const;
const isKnown = (key: string): key is keyof typeof icons => Object.hasOwn(icons, key);

/** There may be hundreds: one that reads as before isn't drawn again. */
export const StepCard = memo(({ step: { id, key }, words, chosen, faults, onToggle }: StepCardProps) => {
  const { t } = useTranslation();
  return (
    <StepButton
      id={`step-${id}`}
      kind={isKnown(key) ? icons[key] : 'act'}
      label={words}
      chosen={chosen}
      problem={faults === 0 ? undefined : t('editor.problems', { count: faults })}
      onPress={() => {
        onToggle(id);
      }}
    />
  );
});
StepCard.displayName = 'StepCard';
