import type { ReactElement } from 'react';
import { Icon } from '@shopify/polaris';
import { ClipboardIcon } from '@shopify/polaris-icons';

interface CopyButtonProps {
  readonly value: string;
  /** What pressing it does. */
  readonly label: string;
  readonly onCopied: () => void;
}

/** The value itself, selectable, with a button that copies it. */
export const CopyButton = ({ value, label, onCopied }: CopyButtonProps): ReactElement => (
  <span className="enc-copy">
    <code>{value}</code>
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={() => {
        void navigator.clipboard.writeText(value).then(onCopied, () => undefined);
      }}
    >
      <Icon source={ClipboardIcon} tone="subdued" />
    </button>
  </span>
);
