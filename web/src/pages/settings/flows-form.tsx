import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changeFlowPrograms, readFlowPrograms, revOf } from '../../api/flow-programs.ts';
import type { FlowProgram, ProgramChange } from '../../api/flow-programs.ts';
import { useFlowPrograms } from '../../api/use-flow-programs.ts';
import type { Told } from '../../forms/conflict-panel.tsx';
import { LoadScreen } from '../../forms/load-screen.tsx';
import type { Form } from '../../forms/use-form.ts';
import { Action } from '../../ui/action.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StoredForm } from './stored-form.tsx';
import { useSettingsBack } from './use-settings-back.ts';

type Programs = readonly FlowProgram[];

interface FlowsFormProps<Values> {
  readonly page: 'order' | 'comparison';
  readonly part: (programs: Programs) => Values;
  readonly changes: (programs: Programs, values: Values) => ReadonlyMap<string, ProgramChange>;
  readonly tell: (values: Values, programs: Programs) => readonly Told[];
  readonly fields: (form: Form<Values>, programs: Programs) => ReactNode;
}

/** A page about all flows at once: saving makes a new version of each flow that changes. */
export const FlowsForm = <Values extends object>({
  page,
  part,
  changes,
  tell,
  fields,
}: FlowsFormProps<Values>): ReactElement => {
  const { t } = useTranslation();
  const back = useSettingsBack();
  const { data, error, refetch } = useFlowPrograms();
  if (data !== undefined && data.length > 0)
    return (
      <StoredForm<Programs, Values>
        page={page}
        view={data}
        revOf={revOf}
        part={part}
        save={async (values, rev) => changeFlowPrograms(changes(await readFlowPrograms(), values), rev)}
        read={readFlowPrograms}
        tell={(values) => tell(values, data)}
        fields={(form) => fields(form, data)}
      />
    );
  return (
    <LoadScreen
      title={t(`settings.${page}.title`)}
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
