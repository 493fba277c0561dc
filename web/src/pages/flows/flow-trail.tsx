import type { ReactElement } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { StepPicture } from '../../../../server/flows/flow.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import type { Format } from '../../format/use-format.ts';
import { Trail } from '../../ui/trail.tsx';

interface LabelContext {
  readonly steps: readonly StepPicture[];
  readonly format: Format;
  readonly t: TFunction;
}

const waitLabel = (step: StepPicture & { kind: 'wait' }, { steps, format, t }: LabelContext): string => {
  if (step.duration === null) return t('flows.step.waitMoment');
  const duration = format.duration(step.duration);
  // For the first step the start is now: "after the start" would only puzzle.
  const sinceStart = step.from === 'entry' && steps[0] !== step;
  return t(sinceStart ? 'flows.step.waitSinceStart' : 'flows.step.wait', { duration });
};

const labelOf = (step: StepPicture, context: LabelContext): string => {
  const { steps, t } = context;
  switch (step.kind) {
    case 'wait':
      return waitLabel(step, context);
    case 'email': {
      const emails = steps.filter(({ kind }) => kind === 'email');
      return t('flows.step.email', { number: emails.indexOf(step) + 1 });
    }
    case 'branch':
      return t('flows.step.branch', { count: step.arms.length });
    case 'act':
    case 'exit':
      return t(`flows.step.${step.kind}`);
  }
};

interface FlowTrailProps {
  readonly title: string;
  readonly steps: readonly StepPicture[];
}

export const FlowTrail = ({ title, steps }: FlowTrailProps): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Trail
      label={t('flows.stepsOf', { flow: title })}
      steps={steps.map((step) => ({
        id: step.id,
        kind: step.kind,
        label: labelOf(step, { steps, format, t }),
      }))}
    />
  );
};
