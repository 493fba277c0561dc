import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowProgram, ProgramChange } from '../../api/flow-programs.ts';
import { useFormat } from '../../format/use-format.ts';
import type { Form } from '../../forms/use-form.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stack } from '../../ui/stack.tsx';
import { FlowsForm } from './flows-form.tsx';
import { NewVersions } from './new-versions.tsx';

/** Per cent of people, by flow. */
type Shares = Readonly<Record<string, number>>;
type Programs = readonly FlowProgram[];

const percentOf = ({ program }: FlowProgram): number => Math.round(program.holdout * 100);

const sharesOf = (programs: Programs): Shares =>
  Object.fromEntries(programs.map((one) => [one.flow.id, percentOf(one)]));

const changesOf = (programs: Programs, shares: Shares): ReadonlyMap<string, ProgramChange> =>
  new Map(
    programs.flatMap((one) => {
      const percent = shares[one.flow.id] ?? percentOf(one);
      return percent === percentOf(one) ? [] : [[one.flow.id, { holdout: percent / 100 }]];
    }),
  );

interface FieldsProps {
  readonly form: Form<Shares>;
  readonly programs: Programs;
}

const Fields = ({ form, programs }: FieldsProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <Panel title={t('settings.comparison.card')} hint={t('settings.comparison.hint')}>
      <Stack>
        {programs.map(({ flow }) => (
          <NumberField
            key={flow.id}
            label={t('settings.comparison.share', { flow: flow.title })}
            value={form.values[flow.id] ?? 0}
            min={0}
            max={50}
            onChange={(percent) => {
              form.change({ [flow.id]: percent });
            }}
          />
        ))}
        {form.dirty && <NewVersions count={changesOf(programs, form.values).size} />}
      </Stack>
    </Panel>
  );
};

/** Who is kept without mail, to show what a flow adds. */
export const ComparisonPage = (): ReactElement => {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <FlowsForm<Shares>
      page="comparison"
      part={sharesOf}
      changes={changesOf}
      tell={(shares, programs) =>
        programs.map(({ flow }) => ({
          label: flow.title,
          value: t('settings.comparison.percent', { percent: number(shares[flow.id] ?? 0) }),
        }))
      }
      fields={(form, programs) => <Fields form={form} programs={programs} />}
    />
  );
};
