import type { ReactElement } from 'react';
import { Icon, TextField } from '@shopify/polaris';
import { SearchIcon } from '@shopify/polaris-icons';

interface SearchFieldProps {
  readonly label: string;
  /** Whether the label stands above the field; it is read out in any case. */
  readonly shown?: boolean;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onClear: () => void;
}

export const SearchField = ({
  label,
  shown,
  hint,
  value,
  onChange,
  onClear,
}: SearchFieldProps): ReactElement => (
  <TextField
    label={label}
    labelHidden={!(shown ?? false)}
    placeholder={hint}
    prefix={<Icon source={SearchIcon} tone="subdued" />}
    value={value}
    onChange={onChange}
    onClearButtonClick={onClear}
    clearButton
    autoComplete="off"
    maxLength={100}
    type="search"
  />
);
