import type { ShopId } from '../../lib/brand.ts';
import type { JsonValue } from '../../lib/json.ts';
import type { HeldPerson, HeldRows, HoldingsRepository } from './holdings.repository.ts';

/** Ours, not theirs: how work is shared out and kept apart. */
const machinery = new Set([
  '_id',
  'shop',
  'stamp',
  'turn',
  'token',
  'rev',
  'claimToken',
  'claimUntil',
  'sealed',
  'persons',
  'recipient',
  'unsweptSince',
]);

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** Times as ISO 8601, bytes as the text they are. */
const plain = (value: unknown): JsonValue => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Date) return value.toISOString();
  if (value === undefined || typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return textOf(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
};

type HeldRow = HeldRows['rows'][number];

/** A journal's row tells of many people: only their own facts are theirs. */
const ownFacts = (row: HeldRow, digests: readonly string[]): HeldRow => {
  const facts: unknown = row['facts'];
  if (!Array.isArray(facts)) return row;
  const own = facts.filter((fact: { persons?: readonly string[] }) =>
    fact.persons?.some((one) => digests.includes(one)),
  );
  return { ...row, facts: own.map(({ text }: { text: string }) => text) };
};

const toPlain = ({ rows }: HeldRows, digests: readonly string[]): JsonValue =>
  rows.map((row) => {
    const { _id } = row;
    const shown = Object.entries(ownFacts(row, digests)).filter(([field]) => !machinery.has(field));
    return { id: String(_id), ...Object.fromEntries(shown.map(([field, value]) => [field, plain(value)])) };
  });

export interface ExportedPerson extends HeldPerson {
  readonly requestId: string;
  readonly madeAt: Date;
}

/** Everything that is held on somebody, as JSON: `{ format, version, shop, requestId, madeAt, holdings: { collection: rows } }`. */
export const exportPerson = async (
  holdings: Pick<HoldingsRepository, 'collect'>,
  shop: ShopId,
  { requestId, madeAt, ...person }: ExportedPerson,
): Promise<string> => {
  const held = await holdings.collect(shop, person);
  return JSON.stringify({
    format: 'encore.person-export',
    version: 1,
    shop,
    requestId,
    madeAt: madeAt.toISOString(),
    holdings: Object.fromEntries(held.map((rows) => [rows.collection, toPlain(rows, person.digests)])),
  });
};
