import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useContacts } from '../../api/use-contacts.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { OfflineNote } from '../../app/offline-note.tsx';
import { Action } from '../../ui/action.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Empty } from '../../ui/empty.tsx';
import { EnvelopePicture } from '../../ui/envelope-picture.tsx';
import { Inset } from '../../ui/inset.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Stack } from '../../ui/stack.tsx';
import { ViewPicker } from '../../ui/view-picker.tsx';
import { ContactsTable } from './contacts-table.tsx';
import { ExportAction } from './export-action.tsx';
import { SegmentPanel } from './segment-panel.tsx';
import { unkept, useContactFilter, views } from './use-contact-filter.ts';
import type { ContactFiltering } from './use-contact-filter.ts';

const Nothing = ({ filtering }: { readonly filtering: ContactFiltering }): ReactElement => {
  const { t } = useTranslation();
  if (filtering.filtered)
    return (
      <Empty
        title={t('contacts.emptyFiltered')}
        action={<Action label={t('contacts.clear')} onAction={filtering.clear} />}
      />
    );
  return <Empty picture={<EnvelopePicture />} title={t('contacts.empty')} body={t('contacts.emptyBody')} />;
};

const pageSize = 50;
/** The server looks at so many people a page; somebody rare is looked for on further ones, so far and no farther. */
const mostPages = 20;

const useContactList = (filtering: ContactFiltering) => {
  const list = useContacts(filtering.filter);
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = list;
  const found = data?.pages.reduce((sum, page) => sum + page.contacts.length, 0) ?? 0;
  const goesOn = found < pageSize && (data?.pages.length ?? 0) < mostPages;
  useEffect(() => {
    if (filtering.filtered && hasNextPage && goesOn && !isFetching && !isError) void fetchNextPage();
  }, [filtering.filtered, hasNextPage, goesOn, isFetching, isError, fetchNextPage]);
  return list;
};

const Content = ({ filtering }: { readonly filtering: ContactFiltering }): ReactElement => {
  const { t } = useTranslation();
  const list = useContactList(filtering);
  const retry = (): void => void list.refetch();
  if (list.data === undefined && list.error !== null)
    return (
      <Inset>
        <LoadProblem title={t('contacts.error')} error={list.error} onRetry={retry} />
      </Inset>
    );
  if (list.data === undefined)
    return (
      <Inset>
        <Skeleton label={t('common.loading')} lines={10} />
      </Inset>
    );
  const contacts = list.data.pages.flatMap((page) => page.contacts);
  if (contacts.length === 0 && !list.hasNextPage) return <Nothing filtering={filtering} />;
  const more = (): void => void list.fetchNextPage();
  return (
    <>
      <ContactsTable contacts={contacts} busy={list.isPlaceholderData} />
      {list.isFetchNextPageError && (
        <Inset>
          <LoadProblem title={t('contacts.errorMore')} error={list.error} onRetry={more} />
        </Inset>
      )}
      {list.hasNextPage && !list.isFetchNextPageError && (
        <Inset>
          <Action label={t('contacts.more')} onAction={more} busy={list.isFetchingNextPage} />
        </Inset>
      )}
    </>
  );
};

const SegmentChoice = ({ filtering }: { readonly filtering: ContactFiltering }): ReactElement => {
  const { t } = useTranslation();
  const { segment, segments, where, change, chooseSegment } = filtering;
  const known = segments.find(({ id }) => id === segment);
  return (
    <>
      <ChoiceField
        label={t('contacts.segment.label')}
        value={known === undefined && segment !== '' ? unkept : segment}
        choices={[
          { value: '', label: t('contacts.segment.none') },
          ...segments.map(({ id, title }) => ({ value: id, label: title })),
          { value: unkept, label: t('contacts.segment.new') },
        ]}
        onChange={chooseSegment}
      />
      {segment !== '' && (
        <SegmentPanel
          key={known === undefined ? unkept : `${known.id} ${known.rev}`}
          segment={known}
          where={where}
          onChange={change}
          onKept={chooseSegment}
        />
      )}
    </>
  );
};

export const ContactsPage = (): ReactElement => {
  const { t } = useTranslation();
  const filtering = useContactFilter();
  const { view } = filtering.filter;
  return (
    <Screen wide title={t('contacts.title')}>
      <OfflineNote />
      <Panel flush>
        <div>
          <Inset>
            <Stack>
              <ViewPicker
                label={t('contacts.views')}
                views={views.map((id) => ({ id, label: t(`contacts.view.${id}`) }))}
                chosen={view}
                onChoose={filtering.choose}
              />
              <SearchField
                label={t('contacts.search')}
                hint={t('contacts.searchHint')}
                value={filtering.typed}
                onChange={filtering.type}
                onClear={filtering.clear}
              />
              <SegmentChoice filtering={filtering} />
              <ExportAction filter={filtering.filter} />
            </Stack>
          </Inset>
          <Content filtering={filtering} />
        </div>
      </Panel>
    </Screen>
  );
};
