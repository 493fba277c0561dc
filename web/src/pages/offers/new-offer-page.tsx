import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import type { OfferView } from '../../../../server/mail/offers/offer.contract.ts';
import { codeOf } from '../../api/api-error.ts';
import { useOffers, useOfferStore } from '../../api/use-offers.ts';
import type { OfferStore } from '../../api/use-offers.ts';
import { useShop } from '../../api/use-shop.ts';
import { FormScreen } from '../../forms/form-screen.tsx';
import { LoadScreen } from '../../forms/load-screen.tsx';
import { useForm } from '../../forms/use-form.ts';
import { keyFor } from '../emails/key-for.ts';
import { OfferFields } from './offer-fields.tsx';
import { freshValues, offerOf, wrongIn } from './offer-values.ts';
import type { OfferValues } from './offer-values.ts';
import { useTellOffer } from './use-tell-offer.ts';

interface MakingProps {
  readonly taken: readonly string[];
  readonly currency: string;
}

/** Where somebody made another offer of that name meanwhile, this one gets the next id. */
const createUnder = async (
  store: OfferStore,
  values: OfferValues,
  taken: readonly string[],
): Promise<OfferView> => {
  const offer = offerOf(values);
  const id = keyFor(values.title, taken);
  try {
    return await store.create({ id, ...offer });
  } catch (error) {
    if (codeOf(error) !== 'version_conflict') throw error;
    return store.create({ id: keyFor(values.title, [...taken, id]), ...offer });
  }
};

const Making = ({ taken, currency }: MakingProps): ReactElement => {
  const { t } = useTranslation();
  const store = useOfferStore();
  const tell = useTellOffer(currency);
  const [made, setMade] = useState<string>();
  const form = useForm<OfferValues>({
    stored: { values: freshValues, rev: 0 },
    valid: (values) => wrongIn(values).length === 0,
    save: async (values) => {
      const { id, rev } = await createUnder(store, values, taken);
      setMade(id);
      return { values, rev };
    },
    reload: () => Promise.resolve({ values: freshValues, rev: 0 }),
    onSaved: () => {
      window.shopify.toast.show(t('offers.made'), {});
    },
  });
  // Once nothing is unsaved any more nobody is asked whether to leave.
  if (made !== undefined && !form.dirty)
    return <Navigate replace to={`/settings/offers/${encodeURIComponent(made)}`} />;
  return (
    <FormScreen
      id="offer"
      title={t('offers.new')}
      back={{ content: t('offers.title'), url: '/settings/offers' }}
      form={form}
      tell={tell}
    >
      <OfferFields form={form} currency={currency} />
    </FormScreen>
  );
};

/** The page of an offer with it would be this one. */
const noId = 'new';

/** An offer is there from the first Save; its codes follow. */
export const NewOfferPage = (): ReactElement => {
  const { t } = useTranslation();
  const { data, error, refetch } = useOffers();
  const { data: shop } = useShop();
  const [taken, setTaken] = useState<readonly string[]>();
  // As it was when the page opened: the list that comes after saving must not begin the form anew.
  if (taken === undefined && data !== undefined) setTaken([noId, ...data.offers.map(({ id }) => id)]);
  if (taken !== undefined && shop !== undefined) return <Making taken={taken} currency={shop.currency} />;
  return (
    <LoadScreen
      title={t('offers.new')}
      back={{ content: t('offers.title'), url: '/settings/offers' }}
      error={error}
      problem={t('offers.error')}
      onRetry={() => void refetch()}
    />
  );
};
