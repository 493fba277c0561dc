import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../../../../server/insights/contacts/contact.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import type { Format } from '../../format/use-format.ts';
import { useReason } from '../../format/use-reason.ts';
import { TextLink } from '../../ui/text-link.tsx';
import type { TimelineDay, TimelineEntry } from '../../ui/timeline.tsx';
import { Words } from '../../ui/words.tsx';
import { WhyNot } from './why-not.tsx';

const trouble = new Set(['failed', 'quarantined', 'unknown']);
const notDone = new Set(['skipped', 'deferred', 'not-entered']);

const markOf = (type: string): TimelineEntry['mark'] => {
  if (trouble.has(type)) return 'trouble';
  return notDone.has(type) ? 'not-done' : 'done';
};

const Reported = ({
  item,
  format,
}: {
  readonly item: TimelineItem;
  readonly format: Format;
}): ReactElement => {
  const { t } = useTranslation();
  const words = item.reported.map(({ type, at }) => `${t(`timeline.reported.${type}`)} ${format.moment(at)}`);
  return (
    <Words small quiet>
      {words.join(' · ')}
    </Words>
  );
};

const Detail = ({ item }: { readonly item: TimelineItem }): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  const inWords = useReason();
  const { kind, type, reason, until, message, flow } = item;
  const held = type === 'deferred' ? 'scheduled' : type;
  const explained = kind === 'store' || reason === '' || type === 'entered' ? '' : inWords(reason, held);
  const said = [explained, until === null ? '' : t('timeline.until', { time: format.moment(until) })];
  return (
    <>
      {flow !== null && kind === 'mail' && (
        <Words small quiet>
          {message === null ? (
            flow.title
          ) : (
            <>
              <TextLink url={`/messages/${encodeURIComponent(message.id)}`}>
                {message.subject ?? flow.title}
              </TextLink>
              {message.subject === null ? '' : ` · ${flow.title}`}
            </>
          )}
        </Words>
      )}
      {said.join(' ').trim() !== '' && <Words small>{said.join(' ').trim()}</Words>}
      {item.reported.length > 0 && <Reported item={item} format={format} />}
      {item.gate.length > 0 && <WhyNot id={item.id} gate={item.gate} />}
    </>
  );
};

/** The lines of the contract as the time line draws them, day by day. */
export const useTimelineDays = (items: readonly TimelineItem[]): readonly TimelineDay[] => {
  const { t } = useTranslation();
  const format = useFormat();
  const titleOf = ({ type, kind, reason, flow, about, count }: TimelineItem): string => {
    const words = type === 'consent.changed' ? t(`timeline.consent.${reason}`) : t(`timeline.type.${type}`);
    const what = kind === 'flow' ? flow?.title : about;
    const times = count > 1 ? ` (${t('timeline.times', { count })})` : '';
    return `${words}${what === null || what === undefined ? '' : `: ${what}`}${times}`;
  };
  const byDay = Map.groupBy(items, ({ at }) => format.day(at));
  return [...byDay].map(([day, ofDay]) => ({
    day,
    entries: ofDay.map((item) => ({
      id: item.id,
      iso: item.at,
      time: format.time(item.at),
      fullTime: format.fullMoment(item.at),
      title: titleOf(item),
      mark: markOf(item.type),
      detail: <Detail item={item} />,
    })),
  }));
};
