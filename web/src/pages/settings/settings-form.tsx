import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsChange, SettingsView } from '../../../../server/shop/settings.contract.ts';
import { useSettings, useSettingsStore } from '../../api/use-settings.ts';
import type { Told } from '../../forms/conflict-panel.tsx';
import { FormScreen } from '../../forms/form-screen.tsx';
import { LoadScreen } from '../../forms/load-screen.tsx';
import { useForm } from '../../forms/use-form.ts';
import type { Form } from '../../forms/use-form.ts';

interface SettingsFormProps<Values> {
  readonly page: 'sender' | 'consent' | 'limits';
  /** The part of the settings that the page is about. */
  readonly part: (settings: SettingsView) => Values;
  readonly valid: (values: Values) => boolean;
  readonly toChange: (values: Values) => Omit<SettingsChange, 'rev'>;
  readonly tell: (values: Values) => readonly Told[];
  readonly fields: (form: Form<Values>, settings: SettingsView) => ReactNode;
}

interface OpenedProps<Values> extends SettingsFormProps<Values> {
  readonly settings: SettingsView;
}

const useBack = (): { readonly content: string; readonly url: string } => {
  const { t } = useTranslation();
  return { content: t('settings.title'), url: '/settings' };
};

const Opened = <Values extends object>({
  page,
  part,
  valid,
  toChange,
  tell,
  fields,
  settings,
}: OpenedProps<Values>): ReactElement => {
  const { t } = useTranslation();
  const back = useBack();
  const store = useSettingsStore();
  const storedOf = (view: SettingsView) => ({ values: part(view), rev: view.rev });
  const form = useForm<Values>({
    stored: storedOf(settings),
    valid,
    save: async (values, rev) => storedOf(await store.change({ rev, ...toChange(values) })),
    reload: async () => storedOf(await store.read()),
    onSaved: () => {
      window.shopify.toast.show(t('form.saved'), {});
    },
  });
  return (
    <FormScreen
      id={`settings-${page}`}
      title={t(`settings.${page}.title`)}
      back={back}
      form={form}
      tell={tell}
    >
      {fields(form, settings)}
    </FormScreen>
  );
};

/** A page of the shop's settings: loaded once, then under the merchant's hands. */
export const SettingsForm = <Values extends object>(props: SettingsFormProps<Values>): ReactElement => {
  const { t } = useTranslation();
  const back = useBack();
  const { data, error, refetch } = useSettings();
  if (data) return <Opened {...props} settings={data} />;
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
