import type { OfferView } from '../../../../server/mail/offers/offer.contract.ts';
import type { FreshOffer } from '../../api/use-offers.ts';

type Terms = OfferView['terms'];

/** As the fields hold it; both worths are kept, so that choosing the other one and back loses nothing. */
export interface OfferValues {
  readonly title: string;
  readonly kind: Terms['value']['kind'];
  readonly percent: number;
  readonly amount: string;
  /** Empty for none. */
  readonly minimum: string;
  readonly appliesTo: Terms['appliesTo']['kind'];
  readonly productIds: readonly string[];
  readonly validDays: number;
  readonly several: boolean;
}

export const freshValues: OfferValues = {
  title: '',
  kind: 'percentage',
  percent: 10,
  amount: '',
  minimum: '',
  appliesTo: 'everything',
  productIds: [],
  validDays: 7,
  several: false,
};

export const valuesOf = ({ title, terms, validDays, several }: OfferView): OfferValues => ({
  title,
  kind: terms.value.kind,
  percent: terms.value.kind === 'percentage' ? terms.value.percent : freshValues.percent,
  amount: terms.value.kind === 'amount' ? terms.value.amount : '',
  minimum: terms.minimum ?? '',
  appliesTo: terms.appliesTo.kind,
  productIds: terms.appliesTo.kind === 'products' ? terms.appliesTo.productIds : [],
  validDays,
  several,
});

export const termsOf = (values: OfferValues): Terms => ({
  value:
    values.kind === 'percentage'
      ? { kind: 'percentage', percent: values.percent }
      : { kind: 'amount', amount: values.amount },
  minimum: values.minimum === '' ? null : values.minimum,
  appliesTo:
    values.appliesTo === 'products'
      ? { kind: 'products', productIds: [...values.productIds] }
      : { kind: 'everything' },
});

export const offerOf = (values: OfferValues): Omit<FreshOffer, 'id'> => ({
  title: values.title.trim(),
  terms: termsOf(values),
  validDays: values.validDays,
  several: values.several,
});

export const isAmount = (text: string): boolean => /^\d{1,7}(\.\d{1,2})?$/.test(text) && Number(text) > 0;

/** Each field that can't be saved, as the server would say. */
export const wrongIn = (values: OfferValues): readonly (keyof OfferValues)[] => {
  const { title, kind, amount, minimum, appliesTo, productIds } = values;
  return [
    ...(title.trim() === '' || title.trim().length > 120 ? (['title'] as const) : []),
    ...(kind === 'amount' && !isAmount(amount) ? (['amount'] as const) : []),
    ...(minimum !== '' && !isAmount(minimum) ? (['minimum'] as const) : []),
    ...(appliesTo === 'products' && (productIds.length === 0 || productIds.length > 100)
      ? (['productIds'] as const)
      : []),
  ];
};
