import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useTimeline } from '../../api/use-contacts.ts';
import type { TimelineKind } from '../../api/use-contacts.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { Action } from '../../ui/action.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { Words } from '../../ui/words.tsx';
import { useTimelineDays } from './use-timeline-days.tsx';

const kinds = ['store', 'mail', 'flow'] as const;

interface LinesProps {
  readonly contact: string;
  readonly kind: TimelineKind | undefined;
}

const Lines = ({ contact, kind }: LinesProps): ReactElement => {
  const { t } = useTranslation();
  const list = useTimeline(contact, kind);
  const days = useTimelineDays(list.data?.pages.flatMap(({ items }) => items) ?? []);
  if (list.data === undefined && list.error !== null)
    return <LoadProblem title={t('timeline.error')} error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <Skeleton label={t('common.loading')} lines={10} />;
  if (days.length === 0)
    return <Words quiet>{t(kind === undefined ? 'timeline.empty' : 'timeline.emptyKind')}</Words>;
  return (
    <Stack>
      <Timeline days={days} />
      {list.hasNextPage && (
        <div>
          <Action
            label={t('timeline.more')}
            onAction={() => void list.fetchNextPage()}
            busy={list.isFetchingNextPage}
          />
        </div>
      )}
    </Stack>
  );
};

/** Everything of one person in one list: what they did, what they got, and what was decided not to send. */
export const TimelinePanel = ({ contact }: { readonly contact: string }): ReactElement => {
  const { t } = useTranslation();
  const [kind, setKind] = useState<TimelineKind>();
  return (
    <Panel title={t('timeline.title')}>
      <Stack>
        <div className="enc-filters">
          <ChoiceField
            label={t('timeline.filter')}
            value={kind ?? ''}
            choices={[
              { value: '', label: t('timeline.all') },
              ...kinds.map((value) => ({ value, label: t(`timeline.${value}`) })),
            ]}
            onChange={(value) => {
              setKind(kinds.find((known) => known === value));
            }}
          />
        </div>
        <Lines contact={contact} kind={kind} />
      </Stack>
    </Panel>
  );
};
