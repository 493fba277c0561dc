import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsView } from '../../../../server/shop/settings.contract.ts';
import { useShop } from '../../api/use-shop.ts';
import { useFormat } from '../../format/use-format.ts';
import type { Told } from '../../forms/conflict-panel.tsx';
import type { Form } from '../../forms/use-form.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SideBySide } from '../../ui/side-by-side.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Words } from '../../ui/words.tsx';
import { capUnits, toCap, toWithin } from './cap-parts.ts';
import { SettingsForm } from './settings-form.tsx';

type Limits = Pick<SettingsView, 'frequencyCap' | 'quietHours'>;

const usualQuiet = { from: '21:00', to: '08:00' };

const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
const valid = ({ quietHours }: Limits): boolean =>
  quietHours === null ||
  (isTime(quietHours.from) && isTime(quietHours.to) && quietHours.from !== quietHours.to);

const CapFields = ({ form }: { readonly form: Form<Limits> }): ReactElement => {
  const { t } = useTranslation();
  const { count, within } = form.values.frequencyCap;
  const { many, unit } = toCap(within);
  const change = (cap: Partial<Limits['frequencyCap']>): void => {
    form.change({ frequencyCap: { count, within, ...cap } });
  };
  return (
    <Panel title={t('settings.limits.cap')} hint={t('settings.limits.capHint')}>
      <Stack>
        <NumberField
          label={t('settings.limits.count')}
          value={count}
          min={1}
          max={100}
          onChange={(next) => {
            change({ count: next });
          }}
        />
        <SideBySide>
          <NumberField
            label={t('settings.limits.within')}
            value={many}
            min={1}
            max={999}
            onChange={(next) => {
              change({ within: toWithin({ many: next, unit }) });
            }}
          />
          <ChoiceField
            label={t('editor.unit')}
            value={unit}
            choices={capUnits.map((value) => ({ value, label: t(`editor.units.${value}`) }))}
            onChange={(chosen) => {
              change({ within: toWithin({ many, unit: chosen === 'hours' ? 'hours' : 'days' }) });
            }}
          />
        </SideBySide>
      </Stack>
    </Panel>
  );
};

const QuietTimes = ({ form }: { readonly form: Form<Limits> }): ReactElement | null => {
  const { t } = useTranslation();
  const { quietHours } = form.values;
  if (quietHours === null) return null;
  const times = (['from', 'to'] as const).map((end) => (
    <TextInput
      key={end}
      type="time"
      label={t(`settings.limits.${end}`)}
      value={quietHours[end]}
      error={isTime(quietHours[end]) ? undefined : t('settings.limits.timeWrong')}
      onChange={(time) => {
        form.change({ quietHours: { ...quietHours, [end]: time } });
      }}
    />
  ));
  return (
    <Stack>
      <SideBySide>{times}</SideBySide>
      {quietHours.from === quietHours.to && <Words>{t('settings.limits.timesEqual')}</Words>}
    </Stack>
  );
};

const QuietFields = ({ form }: { readonly form: Form<Limits> }): ReactElement => {
  const { t } = useTranslation();
  const { data: shop } = useShop();
  const on = form.values.quietHours !== null;
  const state = t(on ? 'settings.limits.quietOn' : 'settings.limits.quietOff');
  return (
    <Panel
      title={t('settings.limits.quiet')}
      hint={t('settings.limits.quietHint', { zone: shop?.zone ?? '' })}
    >
      <Stack>
        <Row>
          <Switch
            on={on}
            label={state}
            onChange={(next) => {
              form.change({ quietHours: next ? usualQuiet : null });
            }}
          />
          <Words inline>{state}</Words>
        </Row>
        <QuietTimes form={form} />
      </Stack>
    </Panel>
  );
};

export const LimitsPage = (): ReactElement => {
  const { t } = useTranslation();
  const { duration } = useFormat();
  const tell = ({ frequencyCap: { count, within }, quietHours }: Limits): readonly Told[] => [
    {
      label: t('settings.limits.cap'),
      value: t('settings.limits.capWords', { count, within: duration(within) }),
    },
    {
      label: t('settings.limits.quiet'),
      value: quietHours === null ? t('settings.limits.none') : `${quietHours.from}–${quietHours.to}`,
    },
  ];
  return (
    <SettingsForm<Limits>
      page="limits"
      part={({ frequencyCap, quietHours }) => ({ frequencyCap, quietHours })}
      valid={valid}
      toChange={(values) => values}
      tell={tell}
      fields={(form) => (
        <>
          <QuietFields form={form} />
          <CapFields form={form} />
        </>
      )}
    />
  );
};
