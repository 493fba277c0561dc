import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShop } from '../../api/use-shop.ts';
import type { Told } from '../../forms/conflict-panel.tsx';
import { FormScreen } from '../../forms/form-screen.tsx';
import { KeptValues } from '../../forms/kept-values.tsx';
import { useForm } from '../../forms/use-form.ts';
import type { Form } from '../../forms/use-form.ts';
import { useSettingsBack } from './use-settings-back.ts';

interface StoredFormProps<View, Values> {
  /** Its words stand at `settings.PAGE`. */
  readonly page: string;
  /** As it was when the page opened. */
  readonly view: View;
  readonly revOf: (view: View) => number;
  readonly part: (view: View) => Values;
  readonly valid?: (values: Values) => boolean;
  readonly save: (values: Values, rev: number) => Promise<View>;
  readonly read: () => Promise<View>;
  readonly tell: (values: Values) => readonly Told[];
  readonly fields: (form: Form<Values>) => ReactNode;
}

/** A page of settings under the merchant's hands. */
export const StoredForm = <View, Values extends object>({
  page,
  view,
  revOf,
  part,
  valid = () => true,
  save,
  read,
  tell,
  fields,
}: StoredFormProps<View, Values>): ReactElement => {
  const { t } = useTranslation();
  const back = useSettingsBack();
  const { data: shop } = useShop();
  const storedOf = (now: View) => ({ values: part(now), rev: revOf(now) });
  const form = useForm<Values>({
    stored: storedOf(view),
    valid,
    save: async (values, rev) => storedOf(await save(values, rev)),
    reload: async () => storedOf(await read()),
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
      {shop && (
        <KeptValues of={{ kind: 'settings', shop: shop.id, id: page }} rev={revOf(view)} form={form} />
      )}
      {fields(form)}
    </FormScreen>
  );
};
