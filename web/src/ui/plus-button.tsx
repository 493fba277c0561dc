import type { ReactElement } from 'react';
import { Icon } from '@shopify/polaris';
import { PlusIcon } from '@shopify/polaris-icons';

interface PlusButtonProps {
  readonly label: string;
  readonly open: boolean;
  readonly controls: string;
  readonly onPress: () => void;
}

export const PlusButton = ({ label, open, controls, onPress }: PlusButtonProps): ReactElement => (
  <button
    type="button"
    className="enc-plus"
    aria-label={label}
    aria-expanded={open}
    aria-controls={controls}
    onClick={onPress}
  >
    <Icon source={PlusIcon} />
  </button>
);
