import type { Connection } from 'mongoose';
import { asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { SecretBox } from '../../lib/secret-box.ts';
import { accountKeyContext } from '../../mail/accounts/account-key.ts';
import { webhookSecretContext } from '../../platforms/woocommerce/key-vault.ts';
import { rowsOf } from '../../shop/rows.model.ts';

/** Only sealed texts and what they are sealed for. */
interface SealedRow {
  _id: string;
  [field: string]: unknown;
}

interface SealedPlace {
  readonly collection: string;
  readonly field: string;
  readonly contextOf: (row: SealedRow) => readonly string[];
}

const shopOf = ({ _id, shop }: SealedRow): ShopId => asShopId(typeof shop === 'string' ? shop : _id);

/** Everything that is sealed at rest. What has a place of its own here is rotated; a test holds that nothing else seals. */
const sealedPlaces: readonly SealedPlace[] = [
  { collection: 'shop_tokens', field: 'accessToken', contextOf: (row) => [shopOf(row), 'access'] },
  { collection: 'shop_tokens', field: 'refreshToken', contextOf: (row) => [shopOf(row), 'refresh'] },
  {
    collection: 'woocommerce_connections',
    field: 'webhookSecret',
    contextOf: (row) => webhookSecretContext(shopOf(row)),
  },
  { collection: 'mail_accounts', field: 'sealedKey', contextOf: (row) => accountKeyContext(shopOf(row)) },
  {
    collection: 'person_exports',
    field: 'sealed',
    contextOf: (row) => [shopOf(row), 'person_exports', row._id.slice(shopOf(row).length + 1)],
  },
];

const nameOf = ({ collection, field }: SealedPlace): string => `${collection}.${field}`;

export interface Rotated {
  readonly place: string;
  /** Sealed with an older key. */
  readonly found: number;
  readonly resealed: number;
  /** Somebody wrote anew meanwhile, which seals with the newest key anyway. */
  readonly overtaken: number;
  /** Their key is none of those given: they open nowhere. */
  readonly lost: number;
}

export interface SealedFields {
  /** How many are sealed with another key than the newest, place by place. */
  count(): Promise<readonly { readonly place: string; readonly found: number }[]>;
  /** Seals each anew by compare-and-set, so that it may be stopped and begun again at any time, beside running workers. */
  rotate(signal?: AbortSignal): Promise<readonly Rotated[]>;
}

export const createSealedFields = (connection: Connection, box: SecretBox): SealedFields => {
  const rowsAt = ({ collection }: SealedPlace) => rowsOf<SealedRow>(connection, collection);
  const stale = ({ field }: SealedPlace): Record<string, unknown> => ({
    [field]: { $type: 'string', $not: new RegExp(`^${box.keyId}\\.`) },
  });
  const opened = (place: SealedPlace, row: SealedRow, sealed: string): string | undefined => {
    try {
      return box.open(sealed, place.contextOf(row));
    } catch {
      return undefined;
    }
  };
  const reseal = async (place: SealedPlace, row: SealedRow): Promise<'resealed' | 'overtaken' | 'lost'> => {
    const { field } = place;
    const before = row[field];
    const secret = typeof before === 'string' ? opened(place, row, before) : undefined;
    if (secret === undefined) return 'lost';
    const change = { $set: { [field]: box.seal(secret, place.contextOf(row)) } };
    const { matchedCount } = await rowsAt(place).updateOne({ _id: row._id, [field]: before }, change);
    return matchedCount === 1 ? 'resealed' : 'overtaken';
  };
  const rotatePlace = async (place: SealedPlace, signal: AbortSignal | undefined): Promise<Rotated> => {
    const counts = { resealed: 0, overtaken: 0, lost: 0 };
    let found = 0;
    const cursor = rowsAt(place)
      .find(stale(place))
      .project<SealedRow>({ shop: 1, [place.field]: 1 });
    for await (const row of cursor) {
      if (signal?.aborted === true) break;
      found += 1;
      counts[await reseal(place, row)] += 1;
    }
    return { place: nameOf(place), found, ...counts };
  };
  return {
    count: () =>
      Promise.all(
        sealedPlaces.map(async (place) => ({
          place: nameOf(place),
          found: await rowsAt(place).countDocuments(stale(place)),
        })),
      ),
    rotate: async (signal) => {
      const done: Rotated[] = [];
      for (const place of sealedPlaces) done.push(await rotatePlace(place, signal));
      return done;
    },
  };
};
