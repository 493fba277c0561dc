/** What spreadsheets take for the beginning of a formula, also in full width. */
const signs = new Set(['=', '+', '-', '@', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20']);

/** Behind what spreadsheets skip; a tab or a line's end in front is a way to begin one, too. */
const isFormula = (text: string): boolean =>
  /^[\t\r]/.test(text) || signs.has(text.replaceAll('\0', '').trimStart().charAt(0));

const cellOf = (text: string): string => `"${(isFormula(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** One line of CSV (RFC 4180), every cell quoted; a cell that would be a formula begins with an apostrophe. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cellOf).join(',')}\r\n`;
