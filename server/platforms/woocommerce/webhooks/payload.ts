import { z } from 'zod';
import { EncoreError } from '../../../lib/errors.ts';
import type { DeliveryClass } from '../../../shop/delivery.ts';
import type { StoreFact } from '../../../shop/facts.ts';

export interface WooContext {
  /** When we heard of it; stands in for times that a payload leaves out. */
  readonly heardAt: Date;
  /** Of the body: the last tie-breaker between two versions. */
  readonly digest: string;
}

export interface WooHandler {
  readonly class: DeliveryClass;
  /** Throws `payload_invalid` when the body is not what its topic promises. */
  readonly interpret: (payload: unknown, context: WooContext) => readonly StoreFact[];
}

export const id = z.union([z.string().min(1), z.number().int()]).transform(String);

/** WooCommerce says 0 for none. */
export const idOrNone = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) =>
    value === null || value === undefined || String(value) === '0' || value === ''
      ? undefined
      : String(value),
  );

export const text = z
  .string()
  .nullish()
  .transform((value) => (value === null || value?.trim() === '' ? undefined : value));

/** Text out of WordPress carries entities: `Ship &ndash; Black`. Only those that titles really have. */
const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#039;': "'",
  '&#8211;': '–',
  '&ndash;': '–',
  '&#8217;': '’',
  '&#8230;': '…',
};
export const title = text.transform((value) =>
  value?.replaceAll(/&[#\w]+;/g, (entity) => entities[entity] ?? entity),
);

/** `*_gmt` times come without a zone, and are UTC. */
export const gmt = z
  .string()
  .nullish()
  .transform((value) => {
    if (value === null || value === undefined || value === '') return undefined;
    const at = new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(value) ? value : `${value}Z`);
    return Number.isNaN(at.getTime()) ? undefined : at;
  });

export const amount = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) =>
    value === null || value === undefined || value === '' || !Number.isFinite(Number(value))
      ? '0.00'
      : String(value),
  );

/** Paths only: values may be somebody's address. */
export const parsePayload = <Schema extends z.ZodType>(
  schema: Schema,
  payload: unknown,
): z.output<Schema> => {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.code]));
  throw new EncoreError('payload_invalid', { fields });
};
