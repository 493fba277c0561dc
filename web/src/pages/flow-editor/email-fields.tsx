import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useOwnTemplates } from '../../api/use-templates.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';
import { textOf } from './step-fields.ts';
import type { StepFieldsProps } from './step-fields.ts';

type Args = StepFieldsProps['step']['args'];

/** An empty one is left out: then the template's own, or the shop's, is used. */
const withText = (args: Args, name: string, value: string): Args => {
  const { [name]: _before, ...rest } = args;
  return value === '' ? rest : { ...rest, [name]: value };
};

/** Own ones open; those that come with Encore are made one's own first. */
const EditEmail = ({ template }: { readonly template: string }): ReactElement | null => {
  const { t } = useTranslation();
  const { data } = useOwnTemplates();
  if (template === '' || data === undefined) return null;
  return data.templates.some(({ key }) => key === template) ? (
    <TextLink url={`/flows/emails/${encodeURIComponent(template)}`}>{t('emails.open')}</TextLink>
  ) : (
    <TextLink url={`/flows/emails?from=${encodeURIComponent(template)}`}>{t('emails.own')}</TextLink>
  );
};

export const EmailFields = ({ step, editor, problems, templates }: StepFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const { id, args } = step;
  const template = textOf(args['template']);
  const fault = problems.at(id, 'template');
  return (
    <Stack>
      <ChoiceField
        label={t('editor.email.template')}
        value={template}
        choices={[
          ...(templates.includes(template) ? [] : [{ value: template, label: t('editor.email.choose') }]),
          ...templates.map((value) => ({
            value,
            label: t(`editor.template.${value}`, { defaultValue: value }),
          })),
        ]}
        onChange={(value) => {
          editor.change(id, { ...args, template: value });
        }}
      />
      {fault !== undefined && template !== '' && <Words strong>{fault}</Words>}
      <EditEmail template={template} />
      <TextInput
        label={t('editor.email.subject')}
        placeholder={t('editor.email.ownSubject')}
        value={textOf(args['subject'])}
        error={problems.at(id, 'subject')}
        onChange={(value) => {
          editor.change(id, withText(args, 'subject', value));
        }}
      />
      <TextInput
        label={t('editor.email.fromName')}
        placeholder={t('editor.email.ownName')}
        value={textOf(args['fromName'])}
        error={problems.at(id, 'fromName')}
        onChange={(value) => {
          editor.change(id, withText(args, 'fromName', value));
        }}
      />
    </Stack>
  );
};
