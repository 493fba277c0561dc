import { lacksMajority, rowErrorsOf } from './bulk-errors.ts';

const duplicate = 11_000;

/** Never more than a claim of deliveries: all of them in one reply. */
export const justIds = { projection: { _id: 1 }, batchSize: 10_000 } as const;

/** The two commands it takes, over a collection of the caller's. */
export interface RowPort<Row> {
  /** Which of these are there. */
  readonly known: (ids: string[]) => Promise<readonly { readonly _id: string }[]>;
  /** Unordered. */
  readonly insert: (rows: Row[]) => Promise<unknown>;
}

/** Resolves to the places of those that were there already. */
export const insertEach = async <Row>(
  insert: RowPort<Row>['insert'],
  fresh: readonly Row[],
): Promise<ReadonlySet<number>> => {
  if (fresh.length === 0) return new Set();
  try {
    await insert([...fresh]);
    return new Set();
  } catch (error) {
    const failed = lacksMajority(error) ? undefined : rowErrorsOf(error);
    if (failed === undefined || [...failed.values()].some((code) => code !== duplicate)) throw error;
    return new Set(failed.keys());
  }
};

/**
 * A row that is new costs a fifth of an upsert, so whatever isn't there yet is inserted, the first of each id. Resolves to
 * the versions that are left for rows that exist, those that somebody else made meanwhile among them.
 */
export const insertNew = async <Row extends { readonly _id: string }, Version>(
  { known, insert }: RowPort<Row>,
  versions: readonly Version[],
  toRow: (version: Version) => Row,
): Promise<readonly Version[]> => {
  if (versions.length === 0) return [];
  const made = versions.map((version) => ({ version, row: toRow(version) }));
  const found = await known([...new Set(made.map(({ row }) => row._id))]);
  const taken = new Set(found.map(({ _id }) => _id));
  const fresh = made.filter(({ row }) => {
    if (taken.has(row._id)) return false;
    taken.add(row._id);
    return true;
  });
  const failed = await insertEach(
    insert,
    fresh.map(({ row }) => row),
  );
  const inserted = new Set(fresh.filter((_one, index) => !failed.has(index)));
  return made.filter((one) => !inserted.has(one)).map(({ version }) => version);
};
