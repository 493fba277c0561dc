import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/action.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { liquidOf } from './liquid-rich.ts';
import { useNames } from './use-names.ts';

interface VariablePickerProps {
  readonly variables: readonly string[];
  readonly onPick: (liquid: string) => void;
}

/** Shops, carts and orders always have theirs; what may be missing about a person or a product asks for a stand-in. */
const mayBeMissing = (path: string): boolean => /^(?:customer|product|offer)\./.test(path);

const Form = ({ variables, onPick }: VariablePickerProps): ReactElement => {
  const { t } = useTranslation();
  const names = useNames();
  const [path, setPath] = useState(variables[0] ?? '');
  const [fallback, setFallback] = useState('');
  const asks = mayBeMissing(path);
  return (
    <div className="enc-variable-form">
      <ChoiceField
        label={t('emails.variableWhat')}
        value={path}
        choices={variables.map((value) => ({ value, label: names.of(value) }))}
        onChange={setPath}
      />
      {asks && (
        <TextInput
          label={t('emails.variableFallback')}
          hint={t('emails.variableFallbackHint')}
          value={fallback}
          onChange={setFallback}
        />
      )}
      <Action
        label={t('emails.variableInsert')}
        disabled={path === '' || (asks && fallback.trim() === '')}
        onAction={() => {
          onPick(liquidOf({ path, fallback: asks ? fallback.trim() : undefined }));
        }}
      />
    </div>
  );
};

/** Puts a variable where the cursor is. */
export const VariablePicker = ({ variables, onPick }: VariablePickerProps): ReactElement => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Action
        plain
        label={t('emails.variableOpen')}
        opens={{ id, open }}
        onAction={() => {
          setOpen(!open);
        }}
      />
      <div id={id} className="enc-variable-place">
        {open && (
          <Form
            variables={variables}
            onPick={(liquid) => {
              setOpen(false);
              onPick(liquid);
            }}
          />
        )}
      </div>
    </>
  );
};
