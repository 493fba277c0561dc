import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminLanguage } from '../../../../server/shop/admin-language.contract.ts';
import type { SettingsView } from '../../../../server/shop/settings.contract.ts';
import { useShop } from '../../api/use-shop.ts';
import type { Form } from '../../forms/use-form.ts';
import { localeFor } from '../../i18n/choose-locale.ts';
import { languageName } from '../../i18n/language-name.ts';
import { speak } from '../../i18n/start-i18n.ts';
import { personsLanguages } from '../../i18n/wanted-languages.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';
import { SettingsForm } from './settings-form.tsx';

type Language = Pick<SettingsView, 'adminLanguage'>;

/** Each by its own name, so that whoever landed in a language they can't read finds theirs. */
const names: Readonly<Record<AdminLanguage, string>> = {
  de: 'Deutsch',
  en: 'English',
  es: 'Español',
  fr: 'Français',
  'zh-Hans': '简体中文',
};
const own = 'own';

const isSpoken = (value: string): value is AdminLanguage => value in names;

/** What was saved is spoken at once; until it was fetched, and if it can't be, everything stays as it is. */
const useSpeaking = (stored: Language['adminLanguage']): void => {
  const { i18n } = useTranslation();
  useEffect(() => {
    const chosen = localeFor(stored ?? undefined, personsLanguages());
    if (chosen.locale !== i18n.language) speak(i18n, chosen).catch(() => undefined);
  }, [stored, i18n]);
};

const Fields = ({
  form,
  stored,
}: {
  readonly form: Form<Language>;
  readonly stored: Language['adminLanguage'];
}): ReactElement => {
  const { t, i18n } = useTranslation();
  const { data: shop } = useShop();
  useSpeaking(stored);
  return (
    <Stack>
      <Panel title={t('settings.language.screens')} hint={t('settings.language.screensHint')}>
        <ChoiceField
          label={t('settings.language.label')}
          value={form.values.adminLanguage ?? own}
          choices={[
            { value: own, label: t('settings.language.own') },
            ...Object.entries(names).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(value) => {
            form.change({ adminLanguage: isSpoken(value) ? value : null });
          }}
        />
      </Panel>
      <Panel title={t('settings.language.mails')}>
        <Words>
          {t('settings.language.mailsHint', { language: languageName(shop?.locale ?? 'en', i18n.language) })}
        </Words>
      </Panel>
    </Stack>
  );
};

/** What the screens speak; for the whole shop, since Shopify already knows what each person of it speaks. */
export const LanguagePage = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <SettingsForm<Language>
      page="language"
      part={({ adminLanguage }) => ({ adminLanguage })}
      valid={() => true}
      toChange={(values) => values}
      tell={({ adminLanguage }) => [
        {
          label: t('settings.language.label'),
          value: adminLanguage === null ? t('settings.language.own') : names[adminLanguage],
        },
      ]}
      fields={(form, { adminLanguage }) => <Fields form={form} stored={adminLanguage} />}
    />
  );
};
