import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsChange, SettingsView } from '../../../../server/shop/settings.contract.ts';
import { useSettings, useSettingsStore } from '../../api/use-settings.ts';
import type { Told } from '../../forms/conflict-panel.tsx';
import { LoadScreen } from '../../forms/load-screen.tsx';
import type { Form } from '../../forms/use-form.ts';
import { StoredForm } from './stored-form.tsx';
import { useSettingsBack } from './use-settings-back.ts';

interface SettingsFormProps<Values> {
  readonly page: 'sender' | 'look' | 'consent' | 'limits' | 'language';
  /** The part of the settings that the page is about. */
  readonly part: (settings: SettingsView) => Values;
  readonly valid: (values: Values) => boolean;
  readonly toChange: (values: Values) => Omit<SettingsChange, 'rev'>;
  readonly tell: (values: Values) => readonly Told[];
  readonly fields: (form: Form<Values>, settings: SettingsView) => ReactNode;
}

const revOf = ({ rev }: SettingsView): number => rev;

/** A page of the shop's settings: loaded once, then under the merchant's hands. */
export const SettingsForm = <Values extends object>({
  toChange,
  fields,
  ...props
}: SettingsFormProps<Values>): ReactElement => {
  const { t } = useTranslation();
  const back = useSettingsBack();
  const store = useSettingsStore();
  const { data, error, refetch } = useSettings();
  if (data)
    return (
      <StoredForm<SettingsView, Values>
        {...props}
        view={data}
        revOf={revOf}
        save={(values, rev) => store.change({ rev, ...toChange(values) })}
        read={() => store.read()}
        fields={(form) => fields(form, data)}
      />
    );
  return (
    <LoadScreen
      title={t(`settings.${props.page}.title`)}
      back={back}
      error={error}
      problem={t('settings.error')}
      onRetry={() => void refetch()}
    />
  );
};
