import type { ReactElement } from 'react';
import { Button } from '@shopify/polaris';

interface ActionProps {
  readonly label: string;
  readonly url?: string | undefined;
  readonly onAction?: (() => void) | undefined;
  readonly primary?: boolean;
  readonly plain?: boolean;
  /** Destroys something. */
  readonly critical?: boolean;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  /** For a button that opens something. */
  readonly opens?: { readonly id: string; readonly open: boolean } | undefined;
}

export const Action = ({
  label,
  url,
  onAction,
  primary,
  plain,
  critical,
  busy,
  disabled,
  opens,
}: ActionProps): ReactElement => (
  <Button
    {...(url !== undefined && { url })}
    {...(onAction && { onClick: onAction })}
    variant={primary ? 'primary' : plain ? 'plain' : 'secondary'}
    {...(critical && { tone: 'critical' })}
    loading={busy ?? false}
    disabled={disabled ?? false}
    {...(opens && {
      ariaExpanded: opens.open,
      ariaControls: opens.id,
      disclosure: opens.open ? 'up' : 'down',
    })}
  >
    {label}
  </Button>
);
