import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferView } from '../../../../server/mail/offers/offer.contract.ts';
import { useOfferLedger, useOffers } from '../../api/use-offers.ts';
import { useShop } from '../../api/use-shop.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { OfflineNote } from '../../app/offline-note.tsx';
import { useFormat } from '../../format/use-format.ts';
import { Action } from '../../ui/action.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Inset } from '../../ui/inset.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Table } from '../../ui/table.tsx';
import type { TableColumn } from '../../ui/table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';
import { totalsOf } from './ledger-of.ts';
import type { OfferTotals } from './ledger-of.ts';
import { OfferPill, stateOf } from './offer-pill.tsx';
import { useOfferWords } from './use-offer-words.ts';

interface OfferRow {
  readonly offer: OfferView;
  /** Absent until the ledger is read. */
  readonly totals: OfferTotals | undefined;
}

const addressOf = ({ id }: OfferView): string => `/settings/offers/${encodeURIComponent(id)}`;

const Name = ({ offer }: { readonly offer: OfferView }): ReactElement => {
  const words = useOfferWords();
  return (
    <Stack gap="100">
      <TextLink primary url={addressOf(offer)}>
        {offer.title}
      </TextLink>
      <Words small quiet>
        {`${words.terms(offer.terms, offer.currency)} · ${words.valid(offer.validDays)}`}
      </Words>
    </Stack>
  );
};

const useColumns = (): readonly TableColumn<OfferRow>[] => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const words = useOfferWords();
  const { data: shop } = useShop();
  const count = (id: string, pick: (totals: OfferTotals) => number): TableColumn<OfferRow> => ({
    id,
    heading: t(`offers.columns.${id}`),
    number: true,
    cell: ({ totals }) => (totals === undefined ? t('offers.none') : number(pick(totals))),
  });
  return [
    { id: 'offer', heading: t('offers.columns.offer'), cell: ({ offer }) => <Name offer={offer} /> },
    {
      id: 'state',
      heading: t('offers.columns.state'),
      keep: true,
      cell: ({ offer }) => <OfferPill state={stateOf(offer, shop?.platform)} />,
    },
    {
      id: 'flows',
      heading: t('offers.columns.flows'),
      named: true,
      cell: ({ offer }) => offer.flows.map(({ title }) => title).join(', ') || t('offers.none'),
    },
    {
      id: 'ready',
      heading: t('offers.columns.ready'),
      number: true,
      cell: ({ offer }) => number(offer.pool.free),
    },
    count('live', ({ live }) => live),
    count('redeemed', ({ redeemed }) => redeemed),
    count('expired', ({ expired }) => expired),
    {
      id: 'cost',
      heading: t('offers.columns.cost'),
      number: true,
      cell: ({ totals }) => words.cost(totals?.costs ?? []),
    },
  ];
};

const OfferTable = ({ offers }: { readonly offers: readonly OfferView[] }): ReactElement => {
  const { t } = useTranslation();
  const ledger = useOfferLedger();
  const columns = useColumns();
  const rows = offers.map((offer) => ({
    offer,
    totals: ledger.data && totalsOf(ledger.data.lines, offer.id),
  }));
  return (
    <>
      {ledger.error !== null && (
        <LoadProblem
          title={t('offers.ledgerError')}
          error={ledger.error}
          onRetry={() => void ledger.refetch()}
        />
      )}
      <Panel flush>
        <Table caption={t('offers.title')} rows={rows} columns={columns} rowId={({ offer }) => offer.id} />
      </Panel>
      <Inset>
        <Words quiet>{t('offers.costHint')}</Words>
      </Inset>
    </>
  );
};

const NoOffers = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <Panel>
      <Empty
        title={t('offers.empty')}
        body={t('offers.emptyBody')}
        action={<Action primary label={t('offers.create')} url="/settings/offers/new" />}
      />
    </Panel>
  );
};

/** Discounts that emails may promise. */
export const OffersPage = (): ReactElement => {
  const { t } = useTranslation();
  const { data, error, refetch } = useOffers();
  const offers = data?.offers.toSorted((a, b) => a.status.localeCompare(b.status));
  return (
    <Screen wide title={t('offers.title')} back={{ content: t('settings.title'), url: '/settings' }}>
      <OfflineNote />
      {error !== null && data === undefined && (
        <LoadProblem title={t('offers.error')} error={error} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null && (
        <Panel>
          <Skeleton lines={4} label={t('common.loading')} />
        </Panel>
      )}
      {offers?.length === 0 && <NoOffers />}
      {offers !== undefined && offers.length > 0 && (
        <>
          <Inset>
            <Action primary label={t('offers.create')} url="/settings/offers/new" />
          </Inset>
          <OfferTable offers={offers} />
        </>
      )}
    </Screen>
  );
};
