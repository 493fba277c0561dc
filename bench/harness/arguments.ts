export interface BenchArguments {
  readonly names: readonly string[];
  readonly json: boolean;
  readonly full: boolean;
  readonly write: boolean;
}

const flags = ['--json', '--full', '--write'];

/** `all` stands for every name. A string says what is wrong with the arguments. */
export const parseArguments = (
  argv: readonly string[],
  known: readonly string[],
): BenchArguments | string => {
  const strange = argv.find((word) => word.startsWith('-') && !flags.includes(word));
  if (strange !== undefined) return `unknown option ${strange}`;
  const words = argv.filter((word) => !word.startsWith('-'));
  const unknown = words.find((word) => word !== 'all' && !known.includes(word));
  if (unknown !== undefined) return `unknown benchmark ${unknown}`;
  const names = words.includes('all') ? known : [...new Set(words)];
  if (names.length === 0) return 'no benchmark named';
  const json = argv.includes('--json');
  if (json && names.length > 1) return '--json prints one document: name one benchmark';
  return { names, json, full: argv.includes('--full'), write: argv.includes('--write') };
};
