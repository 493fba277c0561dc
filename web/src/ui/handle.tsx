import { forwardRef } from 'react';
import type { ComponentPropsWithoutRef } from 'react';
import { Icon } from '@shopify/polaris';
import { DragHandleIcon } from '@shopify/polaris-icons';
import './handle.css';

interface HandleProps extends ComponentPropsWithoutRef<'button'> {
  readonly label: string;
}

/** What something is dragged by: alone a button, so that the rest of the row can hold others. */
export const Handle = forwardRef<HTMLButtonElement, HandleProps>(({ label, ...rest }, ref) => (
  <button ref={ref} type="button" {...rest} className="enc-handle" aria-label={label}>
    <Icon source={DragHandleIcon} tone="subdued" />
  </button>
));
Handle.displayName = 'Handle';
