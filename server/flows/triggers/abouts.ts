import type { JsonObject, JsonValue } from '../../lib/json.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import type { EventArgs } from './trigger-args.ts';

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const items = (value: JsonValue | undefined): readonly JsonValue[] => {
  const isList = (one: JsonValue | undefined): one is readonly JsonValue[] => Array.isArray(one);
  return isList(value) ? value : [];
};

const productOf = (value: JsonValue): readonly string[] => {
  const { productId } = isObject(value) ? value : {};
  return typeof productId === 'string' ? [productId] : [];
};

/** Orders tell of lines, checkouts of products. */
export const productIdsIn = ({ type, about, data }: StoreEvent): readonly string[] => [
  ...new Set([
    ...(type.startsWith('product.') ? [about] : []),
    ...productOf(data),
    ...items(data['productIds']).filter((item) => typeof item === 'string'),
    ...items(data['lines']).flatMap(productOf),
  ]),
];

/** One word for everything that is about the person and nothing else: it outlives a merge of contacts. */
const thePerson = 'contact';

export const aboutsOf = (event: StoreEvent, mode: EventArgs['about']): readonly string[] => {
  if (mode === 'contact') return [thePerson];
  return mode === 'product' ? productIdsIn(event) : [event.about];
};
