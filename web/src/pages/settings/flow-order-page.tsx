import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowProgram } from '../../api/flow-programs.ts';
import type { Form } from '../../forms/use-form.ts';
import { Panel } from '../../ui/panel.tsx';
import { SortList } from '../../ui/sort-list.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';
import { inOrder, moved, prioritiesFor } from './flow-priorities.ts';
import { FlowsForm } from './flows-form.tsx';
import { NewVersions } from './new-versions.tsx';

interface Order {
  readonly order: readonly string[];
}
type Programs = readonly FlowProgram[];

const titleOf = (programs: Programs, id: string): string =>
  programs.find(({ flow }) => flow.id === id)?.flow.title ?? id;

interface FieldsProps {
  readonly form: Form<Order>;
  readonly programs: Programs;
}

const Fields = ({ form, programs }: FieldsProps): ReactElement => {
  const { t } = useTranslation();
  const { order } = form.values;
  return (
    <Panel title={t('settings.order.card')} hint={t('settings.order.hint')}>
      <Stack>
        <SortList
          label={t('settings.order.card')}
          items={order.map((id) => ({ id, label: titleOf(programs, id) }))}
          names={{
            handle: ({ label }) => t('settings.order.handle', { flow: label }),
            up: ({ label }) => t('settings.order.up', { flow: label }),
            down: ({ label }) => t('settings.order.down', { flow: label }),
          }}
          onMove={(id, place) => {
            form.change({ order: moved(order, id, place) });
          }}
        />
        <Words quiet>{t('settings.order.equal')}</Words>
        {form.dirty && <NewVersions count={prioritiesFor(programs, order).size} />}
      </Stack>
    </Panel>
  );
};

/** Which flow goes first when two want the same person within hours. */
export const FlowOrderPage = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <FlowsForm<Order>
      page="order"
      part={(programs) => ({ order: inOrder(programs) })}
      changes={(programs, { order }) => prioritiesFor(programs, order)}
      tell={({ order }, programs) =>
        order.map((id, place) => ({
          label: t('settings.order.place', { place: place + 1 }),
          value: titleOf(programs, id),
        }))
      }
      fields={(form, programs) => <Fields form={form} programs={programs} />}
    />
  );
};
