import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type {
  ProductTimingView,
  ProductTimingsView,
} from '../../../../server/flows/timing/timing.contract.ts';
import { useProductTimings } from '../../api/use-products.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { OfflineNote } from '../../app/offline-note.tsx';
import { useLater } from '../../app/use-later.ts';
import { useFormat } from '../../format/use-format.ts';
import { Action } from '../../ui/action.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Filters } from '../../ui/filters.tsx';
import { Inset } from '../../ui/inset.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Table } from '../../ui/table.tsx';
import type { TableColumn } from '../../ui/table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';
import { NumberOfPill } from './number-of-pill.tsx';
import { useIntervalWords } from './use-interval-words.ts';

const useColumns = (): readonly TableColumn<ProductTimingView>[] => {
  const { t } = useTranslation();
  const words = useIntervalWords();
  return [
    {
      id: 'product',
      heading: t('products.columns.product'),
      cell: ({ productId, title }) => (
        <TextLink primary url={`/flows/products/${encodeURIComponent(productId)}`}>
          {title ?? t('products.untitled', { id: productId })}
        </TextLink>
      ),
    },
    { id: 'again', heading: t('products.columns.again'), cell: words.again },
    {
      id: 'from',
      heading: t('products.columns.from'),
      cell: ({ learned }) => (
        <Words inline quiet>
          {words.rests(learned)}
        </Words>
      ),
    },
    {
      id: 'number',
      heading: t('products.columns.number'),
      keep: true,
      cell: ({ numberOf }) => <NumberOfPill numberOf={numberOf} />,
    },
  ];
};

const ShopWords = ({ page }: { readonly page: ProductTimingsView }): ReactElement | null => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { returnDays } = page;
  if (returnDays === null) return null;
  const days = Math.round(returnDays);
  return (
    <Inset>
      <Words quiet>{t('products.return', { count: days, days: number(days) })}</Words>
    </Inset>
  );
};

interface ListProps {
  readonly search: string;
  readonly onClear: () => void;
}

const Nothing = ({ search, onClear }: ListProps): ReactElement => {
  const { t } = useTranslation();
  if (search === '') return <Empty title={t('products.empty')} body={t('products.emptyBody')} />;
  return (
    <Empty
      title={t('products.emptyFiltered')}
      action={<Action label={t('products.clear')} onAction={onClear} />}
    />
  );
};

const List = ({ search, onClear }: ListProps): ReactElement => {
  const { t } = useTranslation();
  const list = useProductTimings(search);
  const columns = useColumns();
  const [first] = list.data?.pages ?? [];
  if (first === undefined)
    return (
      <Inset>
        {list.error === null ? (
          <Skeleton label={t('common.loading')} lines={10} />
        ) : (
          <LoadProblem title={t('products.error')} error={list.error} onRetry={() => void list.refetch()} />
        )}
      </Inset>
    );
  const products = list.data?.pages.flatMap((page) => page.products) ?? [];
  if (products.length === 0) return <Nothing search={search} onClear={onClear} />;
  const more = (): void => void list.fetchNextPage();
  return (
    <>
      <ShopWords page={first} />
      <Table
        caption={t('products.caption')}
        columns={columns}
        rows={products}
        busy={list.isPlaceholderData}
        rowId={({ productId }) => productId}
      />
      {list.isFetchNextPageError && (
        <Inset>
          <LoadProblem title={t('products.errorMore')} error={list.error} onRetry={more} />
        </Inset>
      )}
      {list.hasNextPage && !list.isFetchNextPageError && (
        <Inset>
          <Action label={t('messages.more')} onAction={more} busy={list.isFetchingNextPage} />
        </Inset>
      )}
    </>
  );
};

/** When products are bought again, and whose number that is. */
export const ProductsPage = (): ReactElement => {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const later = useLater(search.trim());
  const change = (value: string): void => {
    setParams(value === '' ? {} : { search: value }, { replace: true });
  };
  const clear = (): void => {
    change('');
  };
  return (
    <Screen wide title={t('products.title')} back={{ content: t('flows.title'), url: '/flows' }}>
      <OfflineNote />
      <Panel flush>
        <div>
          <Filters>
            <SearchField
              label={t('products.search')}
              hint={t('products.searchHint')}
              value={search}
              onChange={change}
              onClear={clear}
            />
          </Filters>
          <List search={later} onClear={clear} />
        </div>
      </Panel>
    </Screen>
  );
};
