import { useState } from 'react';
import type { ReactElement } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type {
  AttentionActWord,
  AttentionItem,
} from '../../../../server/insights/attention/attention.contract.ts';
import { useAttentionAct } from '../../api/use-home.ts';
import { useFormat } from '../../format/use-format.ts';
import type { Format } from '../../format/use-format.ts';
import { Action } from '../../ui/action.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Row } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';

const acts: Partial<Record<AttentionItem['kind'], AttentionActWord>> = {
  'events-silent': 'catch-up',
  'enrollments-stuck': 'retry-enrollments',
  'deliveries-stuck': 'retry-deliveries',
};

const flowPage = (flow: string): string => `/flows/${encodeURIComponent(flow)}`;

/** Where it is mended, of what a button here can't mend by itself. */
const placeOf = (item: AttentionItem): string => {
  switch (item.kind) {
    case 'flow-quiet':
    case 'flow-warning':
      return flowPage(item.flow);
    case 'no-postal-address':
      return '/settings/look';
    case 'offer-dry':
    case 'offer-refused':
      return '/settings/offers';
    case 'mail-refused':
      return '/settings/account';
    case 'sender-unproved':
    case 'daily-limit':
      return '/settings/sender';
    case 'events-silent':
    case 'enrollments-stuck':
    case 'deliveries-stuck':
      return '/';
  }
};

const sentenceOf = (item: AttentionItem, t: TFunction, format: Format): string => {
  const key = `home.attention.${item.kind}`;
  switch (item.kind) {
    case 'mail-refused':
      return t(key, { since: format.moment(item.since) });
    case 'events-silent':
      return t(key, { count: item.hours, usually: format.number(item.usually) });
    case 'sender-unproved':
      if (item.domain === null) return t(`${key}.none`, { from: item.from });
      return t(`${key}.${item.domain.failed ? 'failed' : 'pending'}`, { domain: item.domain.name });
    case 'daily-limit':
      return t(key, { limit: format.number(item.limit) });
    case 'no-postal-address':
      return t(key);
    case 'flow-quiet':
      return t(key, { flow: item.title, count: item.days, usually: format.number(Math.round(item.usually)) });
    case 'flow-warning':
      return t(`${key}.${item.warning}`, { flow: item.title, share: format.percent(item.share) });
    case 'enrollments-stuck':
    case 'deliveries-stuck':
      return t(key, { count: item.count, shown: format.number(item.count) });
    case 'offer-dry':
      return t(key, { offer: item.title, count: item.free });
    case 'offer-refused':
      return t(key, { offer: item.title });
  }
};

const idOf = (item: AttentionItem): string =>
  [item.kind, 'flow' in item ? item.flow : '', 'offer' in item ? item.offer : ''].join(' ');

const shownAtFirst = 5;

/** What wants the merchant's act, each with the button that fixes it. */
export const AttentionPanel = ({ items }: { readonly items: readonly AttentionItem[] }): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const { mutate, isPending, variables, error } = useAttentionAct();
  const start = (act: AttentionActWord): void => {
    mutate(act, {
      onSuccess: ({ count }) => {
        window.shopify.toast.show(t(`home.attention.done.${act}`, { count: count ?? 0 }));
      },
    });
  };
  const buttonOf = (item: AttentionItem): ReactElement => {
    const act = acts[item.kind];
    const label = t(`home.attention.fix.${item.kind}`);
    return act === undefined ? (
      <Action label={label} url={placeOf(item)} />
    ) : (
      <Action
        label={label}
        busy={isPending && variables === act}
        onAction={() => {
          start(act);
        }}
      />
    );
  };
  const shown = all ? items : items.slice(0, shownAtFirst);
  return (
    <Panel title={t('home.attentionTitle')}>
      {items.length === 0 && <Words quiet>{t('home.nothingToDo')}</Words>}
      {error !== null && <Notice tone="critical">{t('home.attention.failed')}</Notice>}
      {shown.length > 0 && (
        <Rows
          rows={shown.map((item) => ({
            id: idOf(item),
            content: (
              <>
                <Words inline>{sentenceOf(item, t, format)}</Words>
                {buttonOf(item)}
              </>
            ),
          }))}
        />
      )}
      {shown.length < items.length && (
        <Row>
          <Action
            plain
            label={t('home.attention.all', { count: items.length })}
            onAction={() => {
              setAll(true);
            }}
          />
        </Row>
      )}
    </Panel>
  );
};
