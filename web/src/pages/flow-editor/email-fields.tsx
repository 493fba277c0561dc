import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useOwnTemplates } from '../../api/use-templates.ts';
import { Action } from '../../ui/action.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';
import { mailStateOf, withMail } from './mail-choice.ts';
import type { OwnEmail } from './mail-choice.ts';
import { OfferFields } from './offer-fields.tsx';
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

/** Own ones are named as the merchant named them, with the version that is published. */
const useEmailChoices = (templates: readonly string[], emails: readonly OwnEmail[]) => {
  const { t } = useTranslation();
  return templates.map((value) => {
    const own = emails.find(({ key }) => key === value);
    const label =
      own === undefined
        ? t(`editor.template.${value}`, { defaultValue: value })
        : t('editor.email.ownIn', { title: own.title, version: own.published });
    return { value, label };
  });
};

interface PickProps extends StepFieldsProps {
  readonly emails: readonly OwnEmail[];
}

/** Which version of an own email the step sends, and the newer one where there is one. */
const Version = ({ step: { id, args }, editor, problems, emails }: PickProps): ReactElement | null => {
  const { t } = useTranslation();
  const { version, newer } = mailStateOf(args, emails);
  const fault = problems.at(id, 'templateVersion');
  if (version === undefined) return null;
  return (
    <>
      <Words quiet>
        {t('editor.email.version', { version })}
        {newer !== undefined && ` ${t('editor.email.newer', { version: newer })}`}
      </Words>
      {fault !== undefined && <Words strong>{fault}</Words>}
      {newer !== undefined && (
        <div>
          <Action
            label={t('editor.email.useNewer', { version: newer })}
            onAction={() => {
              editor.change(id, { ...args, templateVersion: newer });
            }}
          />
        </div>
      )}
    </>
  );
};

const EmailChoice = (props: PickProps): ReactElement => {
  const { t } = useTranslation();
  const { step, editor, problems, templates, emails } = props;
  const { id, args } = step;
  const template = textOf(args['template']);
  const fault = problems.at(id, 'template');
  const choices = useEmailChoices(templates, emails);
  return (
    <>
      <ChoiceField
        label={t('editor.email.template')}
        value={template}
        choices={[
          ...(templates.includes(template) ? [] : [{ value: template, label: t('editor.email.choose') }]),
          ...choices,
        ]}
        error={fault !== undefined && template === '' ? t('editor.email.needed') : fault}
        onChange={(value) => {
          editor.change(id, withMail(args, value, emails));
        }}
      />
      <Version {...props} />
      <EditEmail template={template} />
    </>
  );
};

const texts = [
  { name: 'subject', label: 'editor.email.subject', own: 'editor.email.ownSubject' },
  { name: 'fromName', label: 'editor.email.fromName', own: 'editor.email.ownName' },
] as const;

export const EmailFields = (props: StepFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const { step, editor, problems } = props;
  const { id, args } = step;
  const emails = useOwnTemplates().data?.templates ?? [];
  return (
    <Stack>
      <EmailChoice {...props} emails={emails} />
      {texts.map(({ name, label, own }) => (
        <TextInput
          key={name}
          label={t(label)}
          placeholder={t(own)}
          value={textOf(args[name])}
          error={problems.at(id, name)}
          onChange={(value) => {
            editor.change(id, withText(args, name, value));
          }}
        />
      ))}
      <OfferFields {...props} />
    </Stack>
  );
};
