export interface JsonBounds {
  /** Lists and objects inside each other. */
  readonly depth: number;
  /** Values of any kind, in all. */
  readonly values: number;
  /** Characters of one text or name. */
  readonly text: number;
}

export interface JsonFault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

interface Visit {
  readonly value: unknown;
  readonly path: readonly PropertyKey[];
}

const entriesOf = (value: object): readonly (readonly [PropertyKey, unknown])[] => {
  const entries: [string, unknown][] = Object.entries(value);
  return Array.isArray(value) ? entries.map(([index, item]) => [Number(index), item]) : entries;
};

const membersOf = ({ value, path }: Visit): readonly Visit[] =>
  typeof value === 'object' && value !== null
    ? entriesOf(value).map(([key, member]) => ({ value: member, path: [...path, key] }))
    : [];

const faultOfText = (text: string, { text: longest }: JsonBounds): string | undefined => {
  if (text.length > longest) return `must be ${longest} characters at most`;
  return text.isWellFormed() ? undefined : 'must be Unicode text';
};

const faultOfOne = ({ value, path }: Visit, bounds: JsonBounds): string | undefined => {
  const name = path.at(-1);
  const named = typeof name === 'string' ? faultOfText(name, bounds) : undefined;
  if (named !== undefined) return named;
  if (typeof value === 'string') return faultOfText(value, bounds);
  return typeof value === 'object' && path.length > bounds.depth ? 'is nested too deep' : undefined;
};

/**
 * The first thing that is too large, looked for without recursion: schemas recurse, and what a stranger sent must not
 * decide how deep. A path that is too deep itself is cut.
 */
export const faultOfJson = (input: unknown, bounds: JsonBounds): JsonFault | undefined => {
  const open: Visit[] = [{ value: input, path: [] }];
  let found = 1;
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const message = faultOfOne(visit, bounds);
    if (message !== undefined) return { path: visit.path, message };
    const members = membersOf(visit);
    found += members.length;
    if (found > bounds.values) return { path: [], message: `must be ${bounds.values} values at most` };
    for (const member of members) open.push(member);
  }
  return undefined;
};
