import type { ReactElement } from 'react';
import { Badge, Icon } from '@shopify/polaris';
import { stepIcons } from './trail.tsx';
import type { TrailStep } from './trail.tsx';
import './step-button.css';

interface StepButtonProps {
  readonly id: string;
  readonly kind: TrailStep['kind'];
  readonly label: string;
  readonly chosen: boolean;
  readonly problem?: string | undefined;
  readonly onPress: () => void;
}

/** A step of a flow that can be opened. */
export const StepButton = ({ id, kind, label, chosen, problem, onPress }: StepButtonProps): ReactElement => (
  <button type="button" id={id} className="enc-step" aria-pressed={chosen} onClick={onPress}>
    <Icon source={stepIcons[kind]} tone="subdued" />
    <span>{label}</span>
    {problem !== undefined && <Badge tone="critical">{problem}</Badge>}
  </button>
);
