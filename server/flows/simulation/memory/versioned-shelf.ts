/** What newer-wins documents come down to in memory; see `versioned-row.ts` for the same in MongoDB. */
export interface Versioned<Details> {
  stamp: string;
  details: Details | undefined;
}

export interface VersionedShelf<Details, Sides> {
  readonly rows: Map<string, Versioned<Details> & Sides>;
  /** The row of this id, made if there is none. */
  at(id: string): Versioned<Details> & Sides;
  /** Decided by stamp alone: any order, any number of times ends alike. */
  put(id: string, stamp: string, details: Details): Versioned<Details> & Sides;
}

export const createVersionedShelf = <Details, Sides>(sides: () => Sides): VersionedShelf<Details, Sides> => {
  const rows = new Map<string, Versioned<Details> & Sides>();
  const at = (id: string): Versioned<Details> & Sides => {
    const found = rows.get(id) ?? { stamp: '', details: undefined, ...sides() };
    rows.set(id, found);
    return found;
  };
  return {
    rows,
    at,
    put: (id, stamp, details) => {
      const row = at(id);
      if (row.stamp < stamp) Object.assign(row, { stamp, details });
      return row;
    },
  };
};

/** The earliest time anyone told. */
export const earliest = (known: Date | undefined, told: Date | undefined): Date | undefined => {
  if (known === undefined || told === undefined) return known ?? told;
  return told < known ? told : known;
};

export const has = (values: readonly string[] | undefined, value: string | undefined): boolean =>
  value !== undefined && values !== undefined && values.includes(value);
