import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type {
  InfiniteData,
  UseInfiniteQueryResult,
  UseMutationResult,
  UseQueryResult,
} from '@tanstack/react-query';
import type {
  ContactDetailView,
  ContactListView,
  ContactSearch,
  TimelineItem,
  TimelineView,
} from '../../../server/insights/contacts/contact.contract.ts';
import { callApi, callFile } from './call-api.ts';
import { downloadFile } from './download-file.ts';

export type ContactFilter = Pick<ContactSearch, 'view'> & {
  readonly search: string;
  /** A condition in the place of a view. */
  readonly where?: object | undefined;
};
export type TimelineKind = TimelineItem['kind'];

const noCursor = (): string | null => null;
const pathOf = (contact: string): string => `/contacts/${encodeURIComponent(contact)}`;

const bodyOf = ({ view, search, where }: ContactFilter): object => ({
  view,
  ...(search !== '' && { search }),
  ...(search === '' && where !== undefined && { where }),
});

export const useContacts = (filter: ContactFilter): UseInfiniteQueryResult<InfiniteData<ContactListView>> =>
  useInfiniteQuery({
    queryKey: ['contacts', filter],
    initialPageParam: noCursor(),
    queryFn: ({ pageParam, signal }) =>
      callApi<ContactListView>('/contacts/search', {
        method: 'POST',
        signal,
        body: { ...bodyOf(filter), ...(pageParam !== null && { cursor: pageParam }) },
      }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** Everybody of the filter as a file. */
export const useContactsExport = (): UseMutationResult<void, Error, ContactFilter> =>
  useMutation({
    mutationFn: async (filter: ContactFilter) => {
      downloadFile(
        await callFile('/contacts/export', { method: 'POST', body: bodyOf(filter) }),
        'contacts.csv',
      );
    },
  });

export const useContact = (contact: string): UseQueryResult<ContactDetailView> =>
  useQuery({
    queryKey: ['contact', contact],
    queryFn: ({ signal }) => callApi<ContactDetailView>(pathOf(contact), { signal }),
  });

const timelinePath = (contact: string, kind: TimelineKind | undefined, cursor: string | null): string => {
  const query = new URLSearchParams();
  if (kind !== undefined) query.set('kind', kind);
  if (cursor !== null) query.set('cursor', cursor);
  return `${pathOf(contact)}/timeline${query.size === 0 ? '' : `?${query.toString()}`}`;
};

export const useTimeline = (
  contact: string,
  kind: TimelineKind | undefined,
): UseInfiniteQueryResult<InfiniteData<TimelineView>> =>
  useInfiniteQuery({
    queryKey: ['timeline', contact, kind],
    initialPageParam: noCursor(),
    queryFn: ({ pageParam, signal }) =>
      callApi<TimelineView>(timelinePath(contact, kind, pageParam), { signal }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** What a merchant does to one person: `suppress`, `allow`, or `stop` and `skip` where they stand in a flow. */
export type ContactAct =
  | { readonly act: 'suppress' | 'allow' }
  | { readonly act: 'stop' | 'skip'; readonly enrollment: string; readonly rev: number };

const send = (contact: string, act: ContactAct): Promise<ContactDetailView> =>
  'enrollment' in act
    ? callApi(`${pathOf(contact)}/enrollments/${encodeURIComponent(act.enrollment)}/${act.act}`, {
        method: 'POST',
        body: { rev: act.rev },
      })
    : callApi(`${pathOf(contact)}/${act.act}`, { method: 'POST', body: {} });

/** The answer is the person as they are now; a refusal brings the newest state too. */
export const useContactAct = (contact: string): UseMutationResult<ContactDetailView, Error, ContactAct> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: ContactAct) => send(contact, act),
    onSuccess: (person) => {
      client.setQueryData(['contact', contact], person);
    },
    onSettled: () => {
      for (const queryKey of [['contact', contact], ['timeline', contact], ['contacts']])
        void client.invalidateQueries({ queryKey });
    },
  });
};
