import type { ReactElement } from 'react';
import { Icon, Text } from '@shopify/polaris';
import { ClockIcon, DomainRedirectIcon, EmailIcon, ExitIcon, PlayIcon } from '@shopify/polaris-icons';

export interface TrailStep {
  readonly id: string;
  readonly kind: 'wait' | 'email' | 'branch' | 'act' | 'exit';
  readonly label: string;
}

export const stepIcons = {
  wait: ClockIcon,
  email: EmailIcon,
  branch: DomainRedirectIcon,
  act: PlayIcon,
  exit: ExitIcon,
};

/** The steps of a flow in their order; wraps where there is no room. */
export const Trail = ({
  label,
  steps,
}: {
  readonly label: string;
  readonly steps: readonly TrailStep[];
}): ReactElement => (
  <ol className="enc-trail" aria-label={label}>
    {steps.map((step) => (
      <li key={step.id}>
        <span className="enc-trail-step">
          <Icon source={stepIcons[step.kind]} tone="subdued" />
          <Text as="span" variant="bodySm">
            {step.label}
          </Text>
        </span>
      </li>
    ))}
  </ol>
);
