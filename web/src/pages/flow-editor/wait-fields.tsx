import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Words } from '../../ui/words.tsx';
import { DurationField } from '../../forms/duration-field.tsx';
import { objectOf, textOf } from './step-fields.ts';
import type { StepFieldsProps } from './step-fields.ts';

const kinds = ['for', 'until', 'bestHour', 'untilProperty'] as const;
type Kind = (typeof kinds)[number];

const fresh = {
  for: { for: 'P1D', from: 'previous' },
  until: { until: { time: '09:00' } },
  bestHour: { bestHour: { default: 10 } },
  untilProperty: { untilProperty: { of: 'contact', property: 'properties.birthday' } },
} as const satisfies Record<Kind, object>;

const kindOf = (args: StepFieldsProps['step']['args']): Kind =>
  kinds.find((kind) => Object.hasOwn(args, kind)) ?? 'for';

const ForFields = ({ step: { id, args }, editor, problems }: StepFieldsProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <DurationField
        label={t('editor.wait.for')}
        value={textOf(args['for'])}
        error={problems.at(id, 'for')}
        onChange={(iso) => {
          editor.change(id, { ...args, for: iso });
        }}
      />
      <ChoiceField
        label={t('editor.wait.from')}
        value={args['from'] === 'entry' ? 'entry' : 'previous'}
        choices={['previous', 'entry'].map((value) => ({ value, label: t(`editor.wait.froms.${value}`) }))}
        onChange={(from) => {
          editor.change(id, { ...args, from });
        }}
      />
      {args['forVariable'] !== undefined && <Words quiet>{t('editor.wait.learned')}</Words>}
    </>
  );
};

const UntilFields = ({ step: { id, args }, editor, problems }: StepFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const until = objectOf(args['until']);
  const time = textOf(until['time']);
  const day = typeof until['weekday'] === 'number' ? String(until['weekday']) : '';
  const change = (next: { time: string; day: string }): void => {
    editor.change(id, {
      ...args,
      until: { time: next.time, ...(next.day !== '' && { weekday: Number(next.day) }) },
    });
  };
  return (
    <>
      <TextInput
        type="time"
        label={t('editor.wait.time')}
        value={time}
        error={problems.of(id)[0]}
        onChange={(next) => {
          change({ time: next, day });
        }}
      />
      <ChoiceField
        label={t('editor.wait.day')}
        value={day}
        choices={[
          { value: '', label: t('editor.wait.anyDay') },
          ...['1', '2', '3', '4', '5', '6', '7'].map((value) => ({
            value,
            label: t(`editor.weekday.${value}`),
          })),
        ]}
        onChange={(next) => {
          change({ time, day: next });
        }}
      />
    </>
  );
};

const BestHourFields = ({ step: { id, args }, editor }: StepFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const hour = Number(objectOf(args['bestHour'])['default'] ?? 10);
  return (
    <ChoiceField
      label={t('editor.wait.bestHour')}
      value={String(hour)}
      choices={Array.from({ length: 24 }, (_none, value) => ({
        value: String(value),
        label: `${String(value).padStart(2, '0')}:00`,
      }))}
      onChange={(value) => {
        editor.change(id, { ...args, bestHour: { default: Number(value) } });
      }}
    />
  );
};

const DateFields = ({ step: { id, args }, editor, problems }: StepFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const date = objectOf(args['untilProperty']);
  return (
    <TextInput
      label={t('editor.wait.property')}
      value={textOf(date['property'])}
      error={problems.of(id)[0]}
      onChange={(property) => {
        const of = date['of'] === 'enrollment' ? 'enrollment' : 'contact';
        editor.change(id, { ...args, untilProperty: { ...fresh.untilProperty.untilProperty, of, property } });
      }}
    />
  );
};

const panels = {
  for: ForFields,
  until: UntilFields,
  bestHour: BestHourFields,
  untilProperty: DateFields,
} as const;

/** How long, until which hour, until the hour a person usually reads, or until a date of theirs. */
export const WaitFields = (props: StepFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const { step, editor } = props;
  const kind = kindOf(step.args);
  const Chosen = panels[kind];
  return (
    <Stack>
      <ChoiceField
        label={t('editor.wait.kind')}
        value={kind}
        choices={kinds.map((value) => ({ value, label: t(`editor.wait.kinds.${value}`) }))}
        onChange={(value) => {
          const next = kinds.find((known) => known === value) ?? kind;
          editor.change(step.id, { ...fresh[next] });
        }}
      />
      <Chosen {...props} />
    </Stack>
  );
};
