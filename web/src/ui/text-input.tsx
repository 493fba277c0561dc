import type { ReactElement } from 'react';
import { TextField } from '@shopify/polaris';

interface TextInputProps {
  readonly label: string;
  readonly value: string;
  readonly type?: 'text' | 'url' | 'email' | 'password' | 'time' | 'date' | 'datetime-local';
  readonly hint?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly error?: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onLeave?: (() => void) | undefined;
}

export const TextInput = ({
  label,
  value,
  type = 'text',
  hint,
  placeholder,
  error,
  onChange,
  onLeave,
}: TextInputProps): ReactElement => (
  <TextField
    label={label}
    value={value}
    type={type}
    autoComplete="off"
    maxLength={2000}
    {...(hint !== undefined && { helpText: hint })}
    {...(placeholder !== undefined && { placeholder })}
    {...(error !== undefined && { error })}
    {...(onLeave && { onBlur: onLeave })}
    onChange={onChange}
  />
);
