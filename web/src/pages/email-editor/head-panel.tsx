import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnTheme } from '../../../../server/mail/compose/blocks.contract.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SideBySide } from '../../ui/side-by-side.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import type { EmailEditor } from './use-email-editor.ts';
import { WordField } from './word-field.tsx';

interface HeadPanelProps {
  readonly editor: EmailEditor;
  readonly variables: readonly string[];
  readonly faultOf: (field: string) => string | undefined;
}

const languages = ['en', 'de', 'fr', 'es', 'el', 'zh-Hans', 'ar', 'he'];

/** What the inbox shows before anybody opens it. */
export const HeadPanel = ({ editor, variables, faultOf }: HeadPanelProps): ReactElement => {
  const { t } = useTranslation();
  const { subject, preheader } = editor.template.head;
  return (
    <Panel>
      <SideBySide>
        <WordField
          label={t('emails.subject')}
          value={subject}
          error={faultOf('subject')}
          variables={variables}
          onChange={(words) => {
            editor.changeHead({ subject: words }, 'subject');
          }}
        />
        <WordField
          label={t('emails.preheader')}
          value={preheader}
          error={faultOf('preheader')}
          variables={variables}
          onChange={(words) => {
            editor.changeHead({ preheader: words }, 'preheader');
          }}
        />
      </SideBySide>
    </Panel>
  );
};

const themeFields = ['logoUrl', 'color', 'backgroundColor', 'fontFamily', 'headingFontFamily'] as const;

/** An empty field is inherited from the shop. */
const withField = (theme: OwnTheme, field: keyof OwnTheme, value: string): OwnTheme => {
  const { [field]: _before, ...rest } = theme;
  return value === '' ? rest : { ...rest, [field]: value };
};

/** Language, and what differs from the shop's look. */
export const LookPanel = ({ editor, faultOf }: Omit<HeadPanelProps, 'variables'>): ReactElement => {
  const { t } = useTranslation();
  const { head } = editor.template;
  const theme = head.theme ?? {};
  const known = languages.includes(head.language) ? languages : [head.language, ...languages];
  return (
    <Panel title={t('emails.look')} hint={t('emails.lookHint')}>
      <Stack>
        <ChoiceField
          label={t('emails.language')}
          value={head.language}
          choices={known.map((value) => ({
            value,
            label: t(`emails.languages.${value}`, { defaultValue: value }),
          }))}
          onChange={(language) => {
            editor.changeHead({ language }, 'language');
          }}
        />
        {themeFields.map((field) => (
          <TextInput
            key={field}
            label={t(`emails.theme.${field}`)}
            placeholder={t('emails.inherited')}
            value={theme[field] ?? ''}
            error={faultOf(`theme.${field}`)}
            onChange={(value) => {
              editor.changeHead({ theme: withField(theme, field, value) }, `theme.${field}`);
            }}
          />
        ))}
      </Stack>
    </Panel>
  );
};
