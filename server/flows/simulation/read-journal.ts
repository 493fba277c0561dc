import { z } from 'zod';
import { EncoreError } from '../../lib/errors.ts';
import { headerSchema, journalVersion, lineSchema } from './journal-line.ts';
import type { Journal, JournalHeader } from './journal-line.ts';

const invalid = (line: number, what: string, cause?: unknown): EncoreError =>
  new EncoreError('journal_invalid', {
    message: `line ${line}: ${what}`,
    fields: { line: String(line) },
    cause,
  });

const firstIssue = (error: z.ZodError): string => {
  const [issue] = error.issues;
  if (issue === undefined) return 'does not parse';
  const path = issue.path.join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
};

const parseLine = <Schema extends z.ZodType>(
  text: string,
  line: number,
  schema: Schema,
): z.output<Schema> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid(line, 'is not JSON', cause);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalid(line, firstIssue(parsed.error), parsed.error);
  return parsed.data;
};

const versioned = z.looseObject({ journal: z.literal('encore'), version: z.number() });

const readHeader = (text: string): JournalHeader => {
  const { version } = parseLine(text, 1, versioned);
  if (version !== journalVersion)
    throw invalid(1, `version ${version} is not known here, only ${journalVersion}`);
  return parseLine(text, 1, headerSchema);
};

/** All of it or nothing. Throws `journal_invalid`, whose message names the line. */
export const readJournal = (text: string): Journal => {
  const [first = '', ...rest] = text.split('\n');
  const header = readHeader(first);
  if (rest.at(-1) === '') rest.pop();
  const lines = rest.map((line, index) => parseLine(line, index + 2, lineSchema));
  if (lines[0]?.kind !== 'shop') throw invalid(2, 'the shop comes first');
  return { header, lines };
};
