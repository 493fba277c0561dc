import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { SegmentView } from '../../../../server/flows/segments/segment.contract.ts';
import type { ContactFilter } from '../../api/use-contacts.ts';
import { useSegments } from '../../api/use-segments.ts';
import { useLater } from '../../app/use-later.ts';
import { toCondition } from '../../conditions/condition.ts';

export const views = ['all', 'subscribed', 'in-flow', 'unmailable'] as const;

/** In the address where a condition is not kept under a name yet. */
export const unkept = 'new';

export interface ContactFiltering {
  /** What is asked for; `search` and `where` follow the typing by a moment. */
  readonly filter: ContactFilter;
  readonly typed: string;
  readonly filtered: boolean;
  /** The segment's id, `unkept`, or empty for none. */
  readonly segment: string;
  readonly segments: readonly SegmentView[];
  readonly where: object;
  type(search: string): void;
  choose(view: ContactFilter['view']): void;
  chooseSegment(segment: string): void;
  change(where: object): void;
  clear(): void;
}

const buyers = { property: 'isCustomer', is: 'equals', value: true };

/** A condition that lacks a word is not asked for yet. */
const askable = (where: object): boolean =>
  toCondition(where)?.rows.every(
    (row) => row.kind === 'event' || row.is === 'is-set' || row.value.trim() !== '',
  ) ?? true;

/** What was changed of a segment holds until another one is chosen. */
const useWhere = (segment: string, segments: readonly SegmentView[]) => {
  const [edited, setEdited] = useState<{ readonly segment: string; readonly where: object }>();
  const kept = segments.find(({ id }) => id === segment)?.where ?? buyers;
  const where = edited?.segment === segment ? edited.where : kept;
  const change = (next: object | undefined): void => {
    setEdited(next && { segment, where: next });
  };
  return { where, change };
};

/** The view lives in the address; what is searched for doesn't, for it may be somebody's name. A search looks among all. */
export const useContactFilter = (): ContactFiltering => {
  const [parameters, setParameters] = useSearchParams();
  const [typed, setTyped] = useState('');
  const search = useLater(typed).trim();
  const view = views.find((known) => known === parameters.get('view')) ?? 'all';
  const segment = parameters.get('segment') ?? '';
  const segments = useSegments().data?.segments ?? [];
  const { where, change } = useWhere(segment, segments);
  const later = useLater(where);
  const show = (next: Readonly<Record<string, string>>): void => {
    setTyped('');
    change(undefined);
    setParameters(next, { replace: true });
  };
  const searching = search !== '';
  const among = segment !== '' && !searching && askable(later) ? { where: later } : {};
  return {
    filter: { view: searching ? 'all' : view, search: typed === '' ? '' : search, ...among },
    typed,
    filtered: view !== 'all' || searching || segment !== '',
    segment,
    segments,
    where,
    type: (text) => {
      setTyped(text);
      if (view !== 'all' || segment !== '') setParameters({}, { replace: true });
    },
    choose: (chosen) => {
      show(chosen === 'all' ? {} : { view: chosen });
    },
    chooseSegment: (chosen) => {
      show(chosen === '' ? {} : { segment: chosen });
    },
    change,
    clear: () => {
      show({});
    },
  };
};
