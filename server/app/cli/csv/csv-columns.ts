import { EncoreError } from '../../../lib/errors.ts';

const byteOrderMark = /^\uFEFF/;

const plain = (name: string): string => name.replace(byteOrderMark, '').trim().toLowerCase();

/** Cells of a row by the names of its columns; empty where the file has no such column. */
export type CellOf<Name extends string> = (row: readonly string[], name: Name) => string;

/** `required`: each a list of names of which one is enough. */
export interface ExpectedColumns<Name extends string> {
  readonly names: readonly Name[];
  readonly required: readonly (readonly Name[])[];
  /** What the file should have been, for people. */
  readonly what: string;
}

/** Finds columns by name, whatever their order and case. Throws `usage_wrong`, saying what was expected. */
export const findColumns = <Name extends string>(
  path: string,
  header: readonly string[],
  { names, required, what }: ExpectedColumns<Name>,
): CellOf<Name> => {
  const found = header.map(plain);
  const places = new Map<Name, number>(names.map((name) => [name, found.indexOf(plain(name))]));
  const missing = required.filter((any) => any.every((name) => (places.get(name) ?? -1) < 0));
  if (missing.length > 0) {
    const list = missing.map((any) => any.map((name) => `"${name}"`).join(' or ')).join(', ');
    throw new EncoreError('usage_wrong', { message: `${path} is not ${what}: it has no column ${list}` });
  }
  return (row, name) => row[places.get(name) ?? -1]?.trim() ?? '';
};
