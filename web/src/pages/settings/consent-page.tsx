import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsView } from '../../../../server/shop/settings.contract.ts';
import type { Told } from '../../forms/conflict-panel.tsx';
import type { Form } from '../../forms/use-form.ts';
import { Action } from '../../ui/action.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';
import { regionsIn } from './regions.ts';
import type { Region } from './regions.ts';
import { SettingsForm } from './settings-form.tsx';

type Policy = SettingsView['consentPolicy'];
type Rule = Policy['elsewhere'];

const rules: readonly Rule[] = ['subscribers', 'existing-customers', 'one-reminder'];
const ruleOf = (value: string): Rule => rules.find((rule) => rule === value) ?? 'subscribers';

interface RuleFieldProps {
  readonly label: string;
  readonly value: Rule;
  readonly onChange: (rule: Rule) => void;
}

const RuleField = ({ label, value, onChange }: RuleFieldProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <ChoiceField
      label={label}
      value={value}
      choices={rules.map((rule) => ({ value: rule, label: t(`settings.consent.rule.${rule}`) }))}
      onChange={(chosen) => {
        onChange(ruleOf(chosen));
      }}
    />
  );
};

interface PolicyProps {
  readonly form: Form<Policy>;
  readonly regions: readonly Region[];
}

const nameOf = (regions: readonly Region[], code: string): string =>
  regions.find((region) => region.code === code)?.name ?? code;

const Countries = ({ form, regions }: PolicyProps): ReactElement => {
  const { t } = useTranslation();
  const { countries } = form.values;
  const put = (code: string, rule: Rule): void => {
    form.change({ countries: { ...countries, [code]: rule } });
  };
  const drop = (code: string): void => {
    form.change({ countries: Object.fromEntries(Object.entries(countries).filter(([key]) => key !== code)) });
  };
  const free = regions.filter(({ code }) => !(code in countries));
  return (
    <Stack>
      <Rows
        rows={Object.entries(countries).map(([code, rule]) => ({
          id: code,
          content: (
            <>
              <RuleField
                label={nameOf(regions, code)}
                value={rule}
                onChange={(next) => {
                  put(code, next);
                }}
              />
              <Action
                plain
                label={t('settings.consent.remove', { country: nameOf(regions, code) })}
                onAction={() => {
                  drop(code);
                }}
              />
            </>
          ),
        }))}
      />
      <ChoiceField
        label={t('settings.consent.add')}
        value=""
        choices={[
          { value: '', label: t('settings.consent.choose') },
          ...free.map(({ code, name }) => ({ value: code, label: name })),
        ]}
        onChange={(code) => {
          if (code !== '') put(code, 'subscribers');
        }}
      />
    </Stack>
  );
};

interface FieldsProps extends PolicyProps {
  readonly strict: readonly string[];
}

const Fields = ({ form, regions, strict }: FieldsProps): ReactElement => {
  const { t, i18n } = useTranslation();
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const named = strict
    .map((code) => nameOf(regions, code))
    .toSorted(new Intl.Collator(i18n.language).compare);
  return (
    <>
      <Panel title={t('settings.consent.everywhere')} hint={t('settings.consent.hint')}>
        <Stack>
          <RuleField
            label={t('settings.consent.elsewhere')}
            value={form.values.elsewhere}
            onChange={(elsewhere) => {
              form.change({ elsewhere });
            }}
          />
          <Words quiet>{t(`settings.consent.means.${form.values.elsewhere}`)}</Words>
        </Stack>
      </Panel>
      <Panel title={t('settings.consent.countries')} hint={t('settings.consent.countriesHint')}>
        <Countries form={form} regions={regions} />
        <Words quiet>{t('settings.consent.strict', { countries: list.format(named) })}</Words>
      </Panel>
    </>
  );
};

/** Whom the shop may mail who never said yes or no. */
export const ConsentPage = (): ReactElement => {
  const { t, i18n } = useTranslation();
  const regions = useMemo(() => regionsIn(i18n.language), [i18n.language]);
  const tell = ({ elsewhere, countries }: Policy): readonly Told[] => [
    { label: t('settings.consent.elsewhere'), value: t(`settings.consent.rule.${elsewhere}`) },
    ...Object.entries(countries).map(([code, rule]) => ({
      label: nameOf(regions, code),
      value: t(`settings.consent.rule.${rule}`),
    })),
  ];
  return (
    <SettingsForm<Policy>
      page="consent"
      part={({ consentPolicy }) => consentPolicy}
      valid={() => true}
      toChange={(consentPolicy) => ({ consentPolicy })}
      tell={tell}
      fields={(form, { strictCountries }) => (
        <Fields form={form} regions={regions} strict={strictCountries} />
      )}
    />
  );
};
