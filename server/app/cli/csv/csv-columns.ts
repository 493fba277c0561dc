import { EncoreError } from '../../../lib/errors.ts';
import type { CsvRow } from './row-scanner.ts';

const plain = (name: string): string => name.trim().toLowerCase();

/** Where a column stands; -1 where the file has no such column. */
export type ColumnOf<Name extends string> = (name: Name) => number;

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
  header: CsvRow,
  { names, required, what }: ExpectedColumns<Name>,
): ColumnOf<Name> => {
  const found = Array.from({ length: header.size() }, (_, column) => plain(header.text(column)));
  const places = new Map<Name, number>(names.map((name) => [name, found.indexOf(plain(name))]));
  const missing = required.filter((any) => any.every((name) => (places.get(name) ?? -1) < 0));
  if (missing.length > 0) {
    const list = missing.map((any) => any.map((name) => `"${name}"`).join(' or ')).join(', ');
    throw new EncoreError('usage_wrong', { message: `${path} is not ${what}: it has no column ${list}` });
  }
  return (name) => places.get(name) ?? -1;
};
