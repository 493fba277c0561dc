import type { Journal } from './journal-line.ts';

/** JSON lines, the header first. */
export const writeJournal = ({ header, lines }: Journal): string =>
  [header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
