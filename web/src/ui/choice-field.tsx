import type { ReactElement } from 'react';
import { Select } from '@shopify/polaris';

interface ChoiceFieldProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly error?: string | undefined;
  readonly onChange: (value: string) => void;
}

export const ChoiceField = ({ label, value, choices, error, onChange }: ChoiceFieldProps): ReactElement => (
  <Select
    label={label}
    value={value}
    options={choices.map((choice) => ({ ...choice }))}
    {...(error !== undefined && { error })}
    onChange={(chosen) => {
      onChange(chosen);
    }}
  />
);
