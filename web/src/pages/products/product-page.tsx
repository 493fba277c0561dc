import { useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ApiError, codeOf } from '../../api/api-error.ts';
import { useProduct, useProductStore } from '../../api/use-products.ts';
import type { ProductView } from '../../api/use-products.ts';
import type { Told } from '../../forms/conflict-panel.tsx';
import { FormScreen } from '../../forms/form-screen.tsx';
import { LoadScreen } from '../../forms/load-screen.tsx';
import { useForm } from '../../forms/use-form.ts';
import { Action } from '../../ui/action.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TwoThirds } from '../../ui/two-thirds.tsx';
import { ChoicePanel } from './choice-panel.tsx';
import { CompanionsPanel } from './companions-panel.tsx';
import { LearnedPanel } from './learned-panel.tsx';
import { isValid, knownCompanions, saveProduct, storedOf } from './product-form.ts';
import type { ProductValues } from './product-form.ts';

interface OpenedProps {
  readonly id: string;
  readonly product: ProductView;
}

const useBack = (): { readonly content: string; readonly url: string } => {
  const { t } = useTranslation();
  return { content: t('products.title'), url: '/flows/products' };
};

const useProductForm = ({ id, product }: OpenedProps) => {
  const { t } = useTranslation();
  const store = useProductStore(id);
  // What the server said last: the form knows only what can be changed of it.
  const [seen, setSeen] = useState(product);
  const latest = useRef(product);
  const keep = (view: ProductView) => {
    latest.current = view;
    setSeen(view);
    return storedOf(view);
  };
  const form = useForm<ProductValues>({
    stored: storedOf(product),
    valid: isValid,
    save: async (values, rev) => {
      if (storedOf(latest.current).rev !== rev) throw new ApiError('version_conflict', 409);
      return keep(await saveProduct(store, values, latest.current));
    },
    reload: async () => keep(await store.read()),
    onSaved: () => {
      window.shopify.toast.show(t('form.saved'), {});
    },
  });
  return { form, seen };
};

const Opened = (props: OpenedProps): ReactElement => {
  const { t } = useTranslation();
  const { form, seen } = useProductForm(props);
  const known = knownCompanions(props.product);
  const names = (ids: readonly string[]): string =>
    ids.map((one) => known.find(({ productId }) => productId === one)?.title ?? one).join(', ');
  const tell = ({ days, mail, pins, bans }: ProductValues): readonly Told[] => [
    { label: t('products.choice.days'), value: days || t('products.choice.none') },
    { label: t('products.choice.mail'), value: t(`products.choice.mails.${mail ?? 'learned'}`) },
    { label: t('products.companions.pinned'), value: names(pins) || t('form.absent') },
    { label: t('products.companions.banned'), value: names(bans) || t('form.absent') },
  ];
  return (
    <FormScreen
      id="product"
      title={seen.timing.title ?? t('products.untitled', { id: props.id })}
      back={useBack()}
      form={form}
      tell={tell}
    >
      <TwoThirds
        main={
          <>
            <LearnedPanel timing={seen.timing} />
            <CompanionsPanel companions={seen.companions} known={known} form={form} />
          </>
        }
        side={<ChoicePanel timing={seen.timing} form={form} />}
      />
    </FormScreen>
  );
};

export const ProductPage = (): ReactElement => {
  const { t } = useTranslation();
  const { product: id = '' } = useParams();
  const back = useBack();
  const { data, error, refetch } = useProduct(id);
  if (data) return <Opened key={id} id={id} product={data} />;
  return (
    <LoadScreen
      title={t('products.one')}
      back={back}
      error={error}
      problem={t('products.errorOne')}
      onRetry={() => void refetch()}
    >
      {error !== null && codeOf(error) === 'not_found' ? (
        <Panel>
          <Empty
            title={t('products.missing')}
            action={<Action label={t('products.title')} url="/flows/products" />}
          />
        </Panel>
      ) : undefined}
    </LoadScreen>
  );
};
