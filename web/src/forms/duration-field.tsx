import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../ui/choice-field.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { SideBySide } from '../ui/side-by-side.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { toIso, toParts, units } from './duration-parts.ts';

interface DurationFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error?: string | undefined;
  readonly onChange: (iso: string) => void;
}

/** A number and a unit; a duration that needs several is shown as it is written. */
export const DurationField = ({ label, value, error, onChange }: DurationFieldProps): ReactElement => {
  const { t } = useTranslation();
  const parts = toParts(value);
  if (parts === undefined)
    return (
      <TextInput label={label} value={value} hint={t('editor.isoHint')} error={error} onChange={onChange} />
    );
  const { count, unit } = parts;
  return (
    <SideBySide>
      <NumberField
        label={label}
        value={count}
        min={0}
        max={999}
        error={error}
        onChange={(next) => {
          onChange(toIso({ count: next, unit }));
        }}
      />
      <ChoiceField
        label={t('editor.unit')}
        value={unit}
        choices={units.map((one) => ({ value: one, label: t(`editor.units.${one}`) }))}
        onChange={(chosen) => {
          const next = units.find((one) => one === chosen) ?? unit;
          onChange(toIso({ count, unit: next }));
        }}
      />
    </SideBySide>
  );
};
