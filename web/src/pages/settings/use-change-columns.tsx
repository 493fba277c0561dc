import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangeKind, ChangeView } from '../../../../server/insights/changes/change.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Moment } from '../../ui/moment.tsx';
import type { TableColumn } from '../../ui/table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';

const screens: Readonly<Partial<Record<ChangeKind, string>>> = {
  flow: '/flows',
  email: '/flows/emails',
  offer: '/settings/offers',
  product: '/flows/products',
  contact: '/contacts',
};

/** Gone for good: there is nothing to lead to. */
const gone = new Set(['deleteOwnTemplate', 'eraseContact']);

const About = ({ kind, action, about, title }: ChangeView): ReactElement | null => {
  const screen = screens[kind];
  if (about === null) return null;
  const name = title ?? about;
  return screen === undefined || gone.has(action) ? (
    <Words inline>{name}</Words>
  ) : (
    <TextLink url={`${screen}/${encodeURIComponent(about)}`}>{name}</TextLink>
  );
};

export const useChangeColumns = (): readonly TableColumn<ChangeView>[] => {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const wordsOf = (group: string, word: string): string =>
    t(`settings.changes.${group}.${word}`, { defaultValue: word });
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const what = ({ action, parts }: ChangeView): string => {
    const act = wordsOf('action', action);
    if (parts.length === 0) return act;
    return t('settings.changes.with', {
      act,
      parts: list.format(parts.map((part) => wordsOf('part', part))),
    });
  };
  return [
    {
      id: 'when',
      heading: t('settings.changes.when'),
      keep: true,
      cell: ({ at }) => <Moment iso={at} short={format.moment(at)} full={format.fullMoment(at)} />,
    },
    { id: 'what', heading: t('settings.changes.did'), cell: what },
    {
      id: 'about',
      heading: t('settings.changes.about'),
      named: true,
      cell: (change) => <About {...change} />,
    },
    { id: 'who', heading: t('settings.changes.who'), named: true, cell: ({ user }) => user },
  ];
};
