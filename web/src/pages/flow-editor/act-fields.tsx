import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Words } from '../../ui/words.tsx';
import { textOf } from './step-fields.ts';
import type { StepFieldsProps } from './step-fields.ts';

const kinds = ['tag', 'setProperty', 'callUrl', 'startWorkflow'] as const;
type Kind = (typeof kinds)[number];

const fresh = {
  tag: { tag: '' },
  setProperty: { setProperty: '', value: '' },
  callUrl: { callUrl: 'https://' },
  startWorkflow: { startWorkflow: '' },
} as const satisfies Record<Kind, object>;

/** A fresh step isn't red. */
const untouched: Readonly<Record<Kind, string>> = {
  tag: '',
  setProperty: '',
  callUrl: 'https://',
  startWorkflow: '',
};

export const ActFields = ({ step, editor, problems }: StepFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const { id, args } = step;
  const kind = kinds.find((known) => Object.hasOwn(args, known));
  if (kind === undefined) return <Words quiet>{t('editor.act.other')}</Words>;
  const write = (name: string, value: string): void => {
    editor.change(id, { ...args, [name]: value });
  };
  return (
    <Stack>
      <ChoiceField
        label={t('editor.act.kind')}
        value={kind}
        choices={kinds.map((value) => ({ value, label: t(`editor.act.kinds.${value}`) }))}
        onChange={(value) => {
          editor.change(id, { ...fresh[kinds.find((known) => known === value) ?? kind] });
        }}
      />
      <TextInput
        label={t(`editor.act.fields.${kind}`)}
        value={textOf(args[kind])}
        type={kind === 'callUrl' ? 'url' : 'text'}
        error={textOf(args[kind]) === untouched[kind] ? undefined : problems.of(id)[0]}
        onChange={(value) => {
          write(kind, value);
        }}
      />
      {kind === 'setProperty' && typeof args['value'] === 'string' && (
        <TextInput
          label={t('editor.act.value')}
          value={args['value']}
          onChange={(value) => {
            write('value', value);
          }}
        />
      )}
    </Stack>
  );
};
