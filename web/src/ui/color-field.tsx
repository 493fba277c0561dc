import type { ReactElement } from 'react';
import { TextField } from '@shopify/polaris';

interface ColorFieldProps {
  readonly label: string;
  /** Of the field beside it, where a colour is picked instead of typed. */
  readonly pickLabel: string;
  /** `#rrggbb`; anything else while somebody types, and empty for none. */
  readonly value: string;
  /** What an empty one stands for. */
  readonly otherwise: string;
  readonly error?: string | undefined;
  readonly onChange: (value: string) => void;
}

const isWhole = (value: string): boolean => /^#[0-9a-f]{6}$/i.test(value);

export const ColorField = ({
  label,
  pickLabel,
  value,
  otherwise,
  error,
  onChange,
}: ColorFieldProps): ReactElement => (
  <TextField
    label={label}
    value={value}
    placeholder={otherwise}
    autoComplete="off"
    maxLength={7}
    {...(error !== undefined && { error })}
    onChange={onChange}
    connectedLeft={
      <input
        className="enc-color"
        type="color"
        aria-label={pickLabel}
        value={isWhole(value) ? value : otherwise}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    }
  />
);
