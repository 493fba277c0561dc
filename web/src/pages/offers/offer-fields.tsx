import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../forms/use-form.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SideBySide } from '../../ui/side-by-side.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Words } from '../../ui/words.tsx';
import { wrongIn } from './offer-values.ts';
import type { OfferValues } from './offer-values.ts';
import { ProductPicker } from './product-picker.tsx';

interface OfferFieldsProps {
  readonly form: Form<OfferValues>;
  /** Of amounts. */
  readonly currency: string;
}

const useErrorOf = ({ tried, values }: Form<OfferValues>) => {
  const { t } = useTranslation();
  const wrong = wrongIn(values);
  return (field: keyof OfferValues): string | undefined =>
    tried && wrong.includes(field) ? t(`offers.wrong.${field}`) : undefined;
};

const WorthFields = ({ form, currency }: OfferFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const errorOf = useErrorOf(form);
  const { kind, percent, amount, minimum } = form.values;
  return (
    <>
      <SideBySide>
        <ChoiceField
          label={t('offers.kind')}
          value={kind}
          choices={(['percentage', 'amount'] as const).map((value) => ({
            value,
            label: t(`offers.kinds.${value}`),
          }))}
          onChange={(value) => {
            form.change({ kind: value === 'amount' ? 'amount' : 'percentage' });
          }}
        />
        {kind === 'percentage' ? (
          <NumberField
            label={t('offers.percent')}
            value={percent}
            min={1}
            max={100}
            onChange={(next) => {
              form.change({ percent: next });
            }}
          />
        ) : (
          <TextInput
            label={t('offers.amount', { currency })}
            value={amount}
            error={errorOf('amount')}
            onLeave={form.touch}
            onChange={(text) => {
              form.change({ amount: text.trim() });
            }}
          />
        )}
      </SideBySide>
      <TextInput
        label={t('offers.minimum', { currency })}
        hint={t('offers.minimumHint')}
        value={minimum}
        error={errorOf('minimum')}
        onLeave={form.touch}
        onChange={(text) => {
          form.change({ minimum: text.trim() });
        }}
      />
    </>
  );
};

const ScopeFields = ({ form }: Pick<OfferFieldsProps, 'form'>): ReactElement => {
  const { t } = useTranslation();
  const errorOf = useErrorOf(form);
  const { appliesTo, productIds } = form.values;
  return (
    <>
      <ChoiceField
        label={t('offers.appliesTo')}
        value={appliesTo}
        choices={(['everything', 'products'] as const).map((value) => ({
          value,
          label: t(`offers.scopes.${value}`),
        }))}
        onChange={(value) => {
          form.change({ appliesTo: value === 'products' ? 'products' : 'everything' });
        }}
      />
      {appliesTo === 'products' && (
        <ProductPicker
          chosen={productIds}
          error={errorOf('productIds')}
          onChange={(next) => {
            form.change({ productIds: next });
          }}
        />
      )}
    </>
  );
};

const CodeFields = ({ form }: Pick<OfferFieldsProps, 'form'>): ReactElement => {
  const { t } = useTranslation();
  const { validDays, several } = form.values;
  const state = t(several ? 'offers.oneOff' : 'offers.oneOn');
  return (
    <Panel title={t('offers.codes')}>
      <Stack>
        <NumberField
          label={t('offers.validDays')}
          hint={t('offers.validDaysHint')}
          value={validDays}
          min={1}
          max={90}
          onChange={(days) => {
            form.change({ validDays: days });
          }}
        />
        <Row>
          <Switch
            on={!several}
            label={state}
            onChange={(one) => {
              form.change({ several: !one });
            }}
          />
          <Words inline>{state}</Words>
        </Row>
        <Words quiet>{t(several ? 'offers.oneOffHint' : 'offers.oneOnHint')}</Words>
      </Stack>
    </Panel>
  );
};

/** Everything that an offer promises. */
export const OfferFields = ({ form, currency }: OfferFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const errorOf = useErrorOf(form);
  return (
    <>
      <Panel title={t('offers.promise')}>
        <Stack>
          <TextInput
            label={t('offers.name')}
            hint={t('offers.nameHint')}
            value={form.values.title}
            error={errorOf('title')}
            onLeave={form.touch}
            onChange={(title) => {
              form.change({ title });
            }}
          />
          <WorthFields form={form} currency={currency} />
          <ScopeFields form={form} />
        </Stack>
      </Panel>
      <CodeFields form={form} />
    </>
  );
};
