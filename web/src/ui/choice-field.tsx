import type { ReactElement } from 'react';
import { Select } from '@shopify/polaris';

interface ChoiceFieldProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

export const ChoiceField = ({ label, value, choices, onChange }: ChoiceFieldProps): ReactElement => (
  <Select
    label={label}
    value={value}
    options={choices.map((choice) => ({ ...choice }))}
    onChange={(chosen) => {
      onChange(chosen);
    }}
  />
);
