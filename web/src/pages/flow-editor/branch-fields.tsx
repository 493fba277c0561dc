import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import { ConditionBuilder } from '../../conditions/condition-builder.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';
import { DurationField } from '../../forms/duration-field.tsx';
import { textOf } from './step-fields.ts';
import type { StepFieldsProps } from './step-fields.ts';

const kinds = ['when', 'event', 'experiment'] as const;
type Kind = (typeof kinds)[number];

/** What a flow may wait for; the server checks the same list. */
const events = [
  'order.placed',
  'order.fulfilled',
  'checkout.updated',
  'cart.updated',
  'product.viewed',
  'consent.changed',
] as const;

const freshOf = (kind: Kind, id: string): StepData['args'] => {
  switch (kind) {
    case 'when':
      return { when: { property: 'isCustomer', is: 'equals', value: true } };
    case 'event':
      return { event: 'order.placed', before: 'P1D' };
    case 'experiment':
      return { experiment: id, weights: [1, 1] };
  }
};

const EventFields = ({ step: { id, args }, editor, problems }: StepFieldsProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <ChoiceField
        label={t('editor.branch.event')}
        value={textOf(args['event'])}
        choices={events.map((value) => ({ value, label: t(`editor.event.${value.replace('.', '_')}`) }))}
        onChange={(event) => {
          editor.change(id, { ...args, event });
        }}
      />
      <DurationField
        label={t('editor.branch.before')}
        value={textOf(args['before'])}
        error={problems.at(id, 'before')}
        onChange={(before) => {
          editor.change(id, { ...args, before });
        }}
      />
    </>
  );
};

/** The ways and their weights change together; a way that goes takes its steps with it. */
const withWays = (step: StepData, count: number): Pick<StepData, 'args' | 'arms'> => {
  const at = <Value,>(values: readonly Value[], fallback: Value): Value[] =>
    Array.from({ length: count }, (_none, index) => values[index] ?? fallback);
  const weights = Array.isArray(step.args['weights']) ? step.args['weights'].map(Number) : [];
  return { args: { ...step.args, weights: at(weights, 1) }, arms: at(step.arms ?? [], []) };
};

const ExperimentFields = ({ step, editor }: StepFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const weights = Array.isArray(step.args['weights']) ? step.args['weights'].map(Number) : [];
  return (
    <>
      <NumberField
        label={t('editor.branch.ways')}
        value={weights.length}
        min={2}
        max={8}
        hint={t('editor.branch.waysHint')}
        onChange={(count) => {
          const { args, arms } = withWays(step, count);
          editor.change(step.id, args, arms);
        }}
      />
      {weights.map((weight, index) => {
        const label = t('editor.branch.weight', { number: index + 1 });
        return (
          <NumberField
            key={label}
            label={label}
            value={weight}
            min={1}
            max={100}
            onChange={(next) => {
              editor.change(step.id, { ...step.args, weights: weights.with(index, next) });
            }}
          />
        );
      })}
    </>
  );
};

const ConditionFields = ({ step: { id, args }, editor, problems }: StepFieldsProps): ReactElement => (
  <ConditionBuilder
    predicate={args['when']}
    error={problems.of(id)[0]}
    onChange={(when) => {
      editor.change(id, { ...args, when });
    }}
  />
);

const panels = { when: ConditionFields, event: EventFields, experiment: ExperimentFields } as const;

/** A question about the person, something that happens in time, or a draw. */
export const BranchFields = (props: StepFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const { step, editor } = props;
  const kind = kinds.find((known) => Object.hasOwn(step.args, known)) ?? 'when';
  const Chosen = panels[kind];
  return (
    <Stack>
      <ChoiceField
        label={t('editor.branch.kind')}
        value={kind}
        choices={kinds.map((value) => ({ value, label: t(`editor.branch.kinds.${value}`) }))}
        onChange={(value) => {
          const next = kinds.find((known) => known === value) ?? kind;
          const arms = (step.arms ?? []).slice(0, 2);
          editor.change(step.id, freshOf(next, step.id), [arms[0] ?? [], arms[1] ?? []]);
        }}
      />
      <Chosen {...props} />
      <Words quiet small>
        {t('editor.branch.goesOn')}
      </Words>
    </Stack>
  );
};
