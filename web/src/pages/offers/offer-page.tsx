import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { OfferView } from '../../../../server/mail/offers/offer.contract.ts';
import { useOffers, useOfferStore } from '../../api/use-offers.ts';
import { useShop } from '../../api/use-shop.ts';
import { OfflineNote } from '../../app/offline-note.tsx';
import { FormScreen } from '../../forms/form-screen.tsx';
import { KeptValues } from '../../forms/kept-values.tsx';
import { LoadScreen } from '../../forms/load-screen.tsx';
import { useForm } from '../../forms/use-form.ts';
import { Empty } from '../../ui/empty.tsx';
import { Inset } from '../../ui/inset.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Words } from '../../ui/words.tsx';
import { OfferFields } from './offer-fields.tsx';
import { LedgerPanel, RetirePanel, StatusPanel } from './offer-status.tsx';
import { offerOf, valuesOf, wrongIn } from './offer-values.ts';
import type { OfferValues } from './offer-values.ts';
import { useOfferWords } from './use-offer-words.ts';
import { useTellOffer } from './use-tell-offer.ts';

interface OfOffer {
  readonly offer: OfferView;
}

const useBack = () => {
  const { t } = useTranslation();
  return { content: t('offers.title'), url: '/settings/offers' };
};

const storedOf = (offer: OfferView) => ({ values: valuesOf(offer), rev: offer.rev });

/** `start`: as it was when the form opened; `offer`: as it is now, for what isn't in anybody's hands. */
const Editing = ({ start, offer }: OfOffer & { readonly start: OfferView }): ReactElement => {
  const { t } = useTranslation();
  const back = useBack();
  const store = useOfferStore();
  const tell = useTellOffer(offer.currency);
  const { data: shop } = useShop();
  const form = useForm<OfferValues>({
    stored: storedOf(start),
    valid: (values) => wrongIn(values).length === 0,
    save: async (values, rev) => storedOf(await store.change(offer.id, rev, offerOf(values))),
    reload: async () => storedOf(await store.read(offer.id)),
    onSaved: () => {
      window.shopify.toast.show(t('form.saved'), {});
    },
  });
  return (
    <FormScreen id="offer" title={offer.title} back={back} form={form} tell={tell}>
      {shop && (
        <KeptValues
          of={{ kind: 'settings', shop: shop.id, id: `offer:${offer.id}` }}
          rev={offer.rev}
          form={form}
        />
      )}
      <StatusPanel offer={offer} />
      <OfferFields form={form} currency={offer.currency} />
      <Inset>
        <Words quiet>{t('offers.reach')}</Words>
      </Inset>
      <LedgerPanel offer={offer} />
      <RetirePanel offer={offer} />
    </FormScreen>
  );
};

const Retired = ({ offer }: OfOffer): ReactElement => {
  const words = useOfferWords();
  const back = useBack();
  return (
    <Screen title={offer.title} subtitle={words.terms(offer.terms, offer.currency)} back={back}>
      <OfflineNote />
      <StatusPanel offer={offer} />
      <LedgerPanel offer={offer} />
    </Screen>
  );
};

const Opened = ({ offer }: OfOffer): ReactElement => {
  const [start] = useState(offer);
  return offer.status === 'retired' ? <Retired offer={offer} /> : <Editing start={start} offer={offer} />;
};

export const OfferPage = (): ReactElement => {
  const { t } = useTranslation();
  const { offer: id = '' } = useParams();
  const back = useBack();
  const { data, error, refetch } = useOffers();
  const offer = data?.offers.find((one) => one.id === id);
  if (offer !== undefined) return <Opened key={id} offer={offer} />;
  return (
    <LoadScreen
      title={t('offers.one')}
      back={back}
      error={error}
      problem={t('offers.error')}
      onRetry={() => void refetch()}
    >
      {data && (
        <Panel>
          <Empty title={t('offers.missing')} />
        </Panel>
      )}
    </LoadScreen>
  );
};
