import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { ContactFilter } from '../../api/use-contacts.ts';
import { useLater } from '../../app/use-later.ts';

export const views = ['all', 'subscribed', 'in-flow', 'unmailable'] as const;

export interface ContactFiltering {
  /** What is asked for; `search` follows the typing by a moment. */
  readonly filter: ContactFilter;
  readonly typed: string;
  readonly filtered: boolean;
  type(search: string): void;
  choose(view: ContactFilter['view']): void;
  clear(): void;
}

/** The view lives in the address; what is searched for doesn't, for it may be somebody's name. A search looks among all. */
export const useContactFilter = (): ContactFiltering => {
  const [parameters, setParameters] = useSearchParams();
  const [typed, setTyped] = useState('');
  const search = useLater(typed).trim();
  const view = views.find((known) => known === parameters.get('view')) ?? 'all';
  const choose = (chosen: ContactFilter['view']): void => {
    setTyped('');
    setParameters(chosen === 'all' ? {} : { view: chosen }, { replace: true });
  };
  return {
    filter: { view: search === '' ? view : 'all', search: typed === '' ? '' : search },
    typed,
    filtered: view !== 'all' || search !== '',
    type: (text) => {
      setTyped(text);
      if (view !== 'all') setParameters({}, { replace: true });
    },
    choose,
    clear: () => {
      choose('all');
    },
  };
};
