import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changeFlowPrograms, readFlowPrograms, revOf } from '../../api/flow-programs.ts';
import type { FlowProgram, ProgramChange } from '../../api/flow-programs.ts';
import { useFlowPrograms } from '../../api/use-flow-programs.ts';
import type { Told } from '../../forms/conflict-panel.tsx';
import { FormScreen } from '../../forms/form-screen.tsx';
import { LoadScreen } from '../../forms/load-screen.tsx';
import { useForm } from '../../forms/use-form.ts';
import type { Form } from '../../forms/use-form.ts';
import { Action } from '../../ui/action.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';

type Programs = readonly FlowProgram[];

interface FlowsFormProps<Values> {
  readonly page: 'order' | 'comparison';
  readonly part: (programs: Programs) => Values;
  readonly changes: (programs: Programs, values: Values) => ReadonlyMap<string, ProgramChange>;
  readonly tell: (values: Values, programs: Programs) => readonly Told[];
  readonly fields: (form: Form<Values>, programs: Programs) => ReactNode;
}

interface OpenedProps<Values> extends FlowsFormProps<Values> {
  readonly programs: Programs;
}

const useBack = (): { readonly content: string; readonly url: string } => {
  const { t } = useTranslation();
  return { content: t('settings.title'), url: '/settings' };
};

const Opened = <Values extends object>({
  page,
  part,
  changes,
  tell,
  fields,
  programs,
}: OpenedProps<Values>): ReactElement => {
  const { t } = useTranslation();
  const back = useBack();
  const storedOf = (read: Programs) => ({ values: part(read), rev: revOf(read) });
  const form = useForm<Values>({
    stored: storedOf(programs),
    valid: () => true,
    save: async (values, rev) => {
      const now = await readFlowPrograms();
      return storedOf(await changeFlowPrograms(changes(now, values), rev));
    },
    reload: async () => storedOf(await readFlowPrograms()),
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
      tell={(values) => tell(values, programs)}
    >
      {fields(form, programs)}
    </FormScreen>
  );
};

/** A page about all flows at once: saving makes a new version of each flow that changes. */
export const FlowsForm = <Values extends object>(props: FlowsFormProps<Values>): ReactElement => {
  const { t } = useTranslation();
  const back = useBack();
  const { data, error, refetch } = useFlowPrograms();
  if (data !== undefined && data.length > 0) return <Opened {...props} programs={data} />;
  return (
    <LoadScreen
      title={t(`settings.${props.page}.title`)}
      back={back}
      error={error}
      problem={t('flows.error')}
      onRetry={() => void refetch()}
    >
      {data && (
        <Panel>
          <Empty title={t('flows.empty')} action={<Action label={t('flows.title')} url="/flows" />} />
        </Panel>
      )}
    </LoadScreen>
  );
};
