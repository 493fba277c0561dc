export interface FaultArguments {
  /** Every row unless some are named. */
  readonly rows: readonly number[] | undefined;
  readonly seed: number | undefined;
  readonly rounds: number;
  readonly write: boolean;
}

const usualRounds = 200;

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;

/** `--row N` may be said more than once. A string says what is wrong with the arguments. */
export const parseFaultArguments = (argv: readonly string[]): FaultArguments | string => {
  const rows: number[] = [];
  let asked: FaultArguments = { rows: undefined, seed: undefined, rounds: usualRounds, write: false };
  for (let at = 0; at < argv.length; at += 1) {
    const flag = argv[at] ?? '';
    if (flag === '--write') {
      asked = { ...asked, write: true };
      continue;
    }
    if (!['--row', '--seed', '--rounds'].includes(flag)) return `unknown option ${flag}`;
    at += 1;
    const value = wholeNumber(argv[at]);
    if (value === undefined) return `${flag} needs a whole number`;
    if (flag === '--row') rows.push(value);
    else asked = flag === '--seed' ? { ...asked, seed: value } : { ...asked, rounds: value };
  }
  return rows.length === 0 ? asked : { ...asked, rows };
};
