import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { PresetView } from '../../../../server/insights/figures/flow-rows.contract.ts';
import { codeOf } from '../../api/api-error.ts';
import { useCreateFlow, usePresets } from '../../api/use-flow-rows.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { OfflineNote } from '../../app/offline-note.tsx';
import { Action } from '../../ui/action.tsx';
import { Gallery } from '../../ui/gallery.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Heading, Words } from '../../ui/words.tsx';
import { FlowTrail } from './flow-trail.tsx';

const editorOf = (flow: string): string => `/flows/${encodeURIComponent(flow)}/edit`;

const PresetCard = ({ preset }: { readonly preset: PresetView }): ReactElement => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { mutate, isPending, error } = useCreateFlow();
  const { key, title, summary, steps, started, live } = preset;
  const use = (): void => {
    mutate(key, {
      onSuccess: ({ id }) => {
        void navigate(editorOf(id));
      },
    });
  };
  return (
    <Panel>
      <Stack>
        <Row apart>
          <Heading>{title}</Heading>
          {live && <Pill tone="success" label={t('flows.status.live')} />}
        </Row>
        <Words quiet>{summary}</Words>
        <FlowTrail title={title} steps={steps} />
        {error !== null && (
          <Notice tone="critical">
            {t(codeOf(error) === 'program_invalid' ? 'flows.gallery.notHere' : 'flows.gallery.failed')}
          </Notice>
        )}
        <Row>
          {started === null ? (
            <Action
              label={t(live ? 'flows.gallery.another' : 'flows.gallery.use')}
              busy={isPending}
              onAction={use}
            />
          ) : (
            <Action label={t('flows.gallery.open')} url={editorOf(started)} />
          )}
        </Row>
      </Stack>
    </Panel>
  );
};

const Content = (): ReactElement => {
  const { t } = useTranslation();
  const { data, error, refetch } = usePresets();
  if (data === undefined && error !== null)
    return <LoadProblem title={t('flows.gallery.error')} error={error} onRetry={() => void refetch()} />;
  if (data === undefined)
    return (
      <Gallery>
        {[1, 2, 3, 4].map((place) => (
          <Panel key={place}>
            <Skeleton heading label={t('common.loading')} lines={4} />
          </Panel>
        ))}
      </Gallery>
    );
  return (
    <Gallery>
      {data.presets.map((preset) => (
        <PresetCard key={preset.key} preset={preset} />
      ))}
    </Gallery>
  );
};

/** Every flow that comes with Encore, with its steps drawn and a sentence. */
export const GalleryPage = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <Screen
      title={t('flows.gallery.title')}
      subtitle={t('flows.gallery.hint')}
      back={{ content: t('flows.title'), url: '/flows' }}
    >
      <OfflineNote />
      <Content />
    </Screen>
  );
};
