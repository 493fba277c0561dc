import type { ReactElement } from 'react';
import { TextField } from '@shopify/polaris';

interface NumberFieldProps {
  /** With its unit, where there is one. */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly onChange: (value: number) => void;
}

/** Whole numbers; what is no number yet is not told on. */
export const NumberField = ({
  label,
  value,
  min,
  max,
  hint,
  error,
  onChange,
}: NumberFieldProps): ReactElement => (
  <TextField
    type="integer"
    inputMode="numeric"
    label={label}
    value={String(value)}
    min={min}
    max={max}
    autoComplete="off"
    {...(hint !== undefined && { helpText: hint })}
    {...(error !== undefined && { error })}
    onChange={(text) => {
      const typed = Number(text);
      if (Number.isInteger(typed) && typed >= min && typed <= max) onChange(typed);
    }}
  />
);
