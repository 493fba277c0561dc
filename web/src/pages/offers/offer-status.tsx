import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferLedgerView, OfferView } from '../../../../server/mail/offers/offer.contract.ts';
import { codeOf } from '../../api/api-error.ts';
import { useOfferLedger, useRetireOffer } from '../../api/use-offers.ts';
import { useShop } from '../../api/use-shop.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { useFormat } from '../../format/use-format.ts';
import { ConfirmAction } from '../../ui/confirm-action.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Table } from '../../ui/table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';
import { expiredIn, totalsOf } from './ledger-of.ts';
import { OfferPill, stateOf } from './offer-pill.tsx';
import { useOfferWords } from './use-offer-words.ts';

interface OfOffer {
  readonly offer: OfferView;
}

/** The platform's own words, field by field: what has to be changed is in them. */
const Refused = ({ offer }: OfOffer): ReactElement | null => {
  const { t } = useTranslation();
  const problem = offer.discount?.problem ?? null;
  if (problem === null) return null;
  return (
    <Notice tone="critical" title={t('offers.refused')}>
      <Stack gap="100">
        {Object.entries(problem.fields).map(([field, words]) => (
          <Words key={field}>{`${field}: ${words}`}</Words>
        ))}
        <Words>{t('offers.refusedBody', { code: problem.code })}</Words>
      </Stack>
    </Notice>
  );
};

const CodeFacts = ({ offer }: OfOffer): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useOfferLedger();
  const totals = data && totalsOf(data.lines, offer.id);
  const count = (value: number | undefined): string =>
    value === undefined ? t('offers.none') : format.number(value);
  const endsAt = offer.discount?.endsAt ?? null;
  return (
    <Facts
      facts={[
        { label: t('offers.columns.ready'), value: format.number(offer.pool.free) },
        {
          label: t('offers.beingMade'),
          value: offer.pool.making === 0 ? null : format.number(offer.pool.making),
        },
        { label: t('offers.columns.live'), value: count(totals?.live) },
        { label: t('offers.columns.redeemed'), value: count(totals?.redeemed) },
        { label: t('offers.columns.expired'), value: count(totals?.expired) },
        { label: t('offers.endsAt'), value: endsAt === null ? null : format.moment(endsAt) },
      ]}
    />
  );
};

/** How many codes lie ready, and what became of the others. */
export const StatusPanel = ({ offer }: OfOffer): ReactElement => {
  const { t } = useTranslation();
  const { data: shop } = useShop();
  const state = stateOf(offer, shop?.platform);
  return (
    <Panel title={t('offers.status')} aside={<OfferPill state={state} />}>
      <Stack>
        <Words quiet>{t(`offers.says.${state}`)}</Words>
        <Refused offer={offer} />
        <CodeFacts offer={offer} />
      </Stack>
    </Panel>
  );
};

const LedgerTable = ({ offer, lines }: OfOffer & Pick<OfferLedgerView, 'lines'>): ReactElement => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const words = useOfferWords();
  const column = (id: string, pick: (line: OfferLedgerView['lines'][number]) => string) => ({
    id,
    heading: t(`offers.columns.${id}`),
    number: true,
    cell: pick,
  });
  return (
    <Table
      caption={t('offers.ledger')}
      rows={lines}
      rowId={({ flow }) => flow}
      columns={[
        {
          id: 'flow',
          heading: t('offers.columns.flow'),
          cell: ({ flow }) => (
            <TextLink url={`/flows/${encodeURIComponent(flow)}`}>
              {offer.flows.find((use) => use.flow === flow)?.title ?? flow}
            </TextLink>
          ),
        },
        column('given', ({ given }) => number(given)),
        column('redeemed', ({ redeemed }) => number(redeemed)),
        column('expired', (line) => number(expiredIn(line))),
        column('orders', ({ orders }) => number(orders)),
        column('cost', ({ costs }) => words.cost(costs)),
      ]}
    />
  );
};

/** What its codes took off orders, flow by flow. */
export const LedgerPanel = ({ offer }: OfOffer): ReactElement => {
  const { t } = useTranslation();
  const { data, error, refetch } = useOfferLedger();
  const lines = data?.lines.filter((line) => line.offer === offer.id) ?? [];
  const unused = offer.flows.filter(({ flow }) => !lines.some((line) => line.flow === flow));
  return (
    <Panel title={t('offers.ledger')} hint={t('offers.costHint')}>
      <Stack>
        {error !== null && (
          <LoadProblem title={t('offers.ledgerError')} error={error} onRetry={() => void refetch()} />
        )}
        {lines.length > 0 && <LedgerTable offer={offer} lines={lines} />}
        {unused.map(({ flow, title }) => (
          <Row key={flow}>
            <TextLink url={`/flows/${encodeURIComponent(flow)}`}>{title}</TextLink>
            <Words inline quiet>
              {t('offers.notYet')}
            </Words>
          </Row>
        ))}
        {data !== undefined && lines.length + unused.length === 0 && (
          <Words quiet>{t('offers.unused')}</Words>
        )}
      </Stack>
    </Panel>
  );
};

/** The end of an offer: asked once, told what stays. */
export const RetirePanel = ({ offer }: OfOffer): ReactElement => {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useRetireOffer();
  const wrong = error && `offers.retireWrong.${codeOf(error) === 'version_conflict' ? 'changed' : 'other'}`;
  const titles = offer.flows.map(({ title }) => title).join(', ');
  return (
    <Panel title={t('offers.retire')} hint={t('offers.retireHint')}>
      <Stack>
        {titles !== '' && <Words>{t('offers.retireUsed', { flows: titles })}</Words>}
        {wrong !== null && <Notice tone="critical" title={t(wrong)} />}
        <Row>
          <ConfirmAction
            label={t('offers.retireDo')}
            question={t('offers.retireAsk', { offer: offer.title })}
            yes={t('offers.retireDo')}
            no={t('offers.keep')}
            critical
            busy={isPending}
            onConfirm={() => {
              mutate(offer, {
                onSuccess: () => {
                  window.shopify.toast.show(t('offers.retired'), {});
                },
              });
            }}
          />
        </Row>
      </Stack>
    </Panel>
  );
};
