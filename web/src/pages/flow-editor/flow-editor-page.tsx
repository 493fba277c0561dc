import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { codeOf } from '../../api/api-error.ts';
import { useEditableFlow, useFlowVersions } from '../../api/use-flow-editing.ts';
import { useFlow } from '../../api/use-flows.ts';
import { useShop } from '../../api/use-shop.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { Action } from '../../ui/action.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { allSteps } from './edit-program.ts';
import { Workbench } from './workbench.tsx';
import { isProgram } from '../../api/is-program.ts';
import type { Opened } from './flow-editor.ts';

type Loading =
  | { readonly kind: 'ready'; readonly opened: Opened }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: Error; readonly retry: () => void }
  | { readonly kind: 'waiting' };

const useOpened = (id: string): Loading => {
  const flow = useFlow(id);
  const editable = useEditableFlow(id);
  const versions = useFlowVersions(id);
  const shop = useShop();
  const taken = useMemo(
    () =>
      (versions.data?.versions ?? []).flatMap(({ program }) =>
        isProgram(program) ? allSteps(program.steps).map((step) => step.id) : [],
      ),
    [versions.data],
  );
  const error = editable.error ?? flow.error ?? versions.error;
  if (error !== null && codeOf(error) === 'not_found') return { kind: 'missing' };
  if (error !== null && editable.data === undefined)
    return { kind: 'failed', error, retry: () => void editable.refetch() };
  if (!flow.data || !editable.data || !versions.data || !shop.data) return { kind: 'waiting' };
  const { draft, current } = editable.data;
  const live = isProgram(current.program) ? current.program : undefined;
  const program = draft !== null && isProgram(draft.program) ? draft.program : live;
  if (program === undefined) return { kind: 'missing' };
  const opened = { shop: shop.data.id, flow: flow.data, editable: editable.data, program, taken };
  return { kind: 'ready', opened };
};

/** Made once per flow: answers that arrive while somebody works must not take the work away. */
const Stable = ({ opened }: { readonly opened: Opened }): ReactElement => {
  const [first] = useState(opened);
  return <Workbench opened={{ ...first, flow: opened.flow }} />;
};

export const FlowEditorPage = (): ReactElement => {
  const { t } = useTranslation();
  const { flow: id = '' } = useParams();
  const loading = useOpened(id);
  if (loading.kind === 'ready') return <Stable key={id} opened={loading.opened} />;
  return (
    <Screen
      wide
      title={t('editor.title')}
      back={{ content: t('flows.title'), url: `/flows/${encodeURIComponent(id)}` }}
    >
      {loading.kind === 'failed' && (
        <LoadProblem title={t('flows.errorOne')} error={loading.error} onRetry={loading.retry} />
      )}
      {loading.kind === 'missing' && (
        <Panel>
          <Empty title={t('flows.missing')} action={<Action label={t('flows.title')} url="/flows" />} />
        </Panel>
      )}
      {loading.kind === 'waiting' && (
        <Panel>
          <Skeleton heading label={t('common.loading')} lines={12} />
        </Panel>
      )}
    </Screen>
  );
};
