import { EncoreError } from '../../lib/errors.ts';

export interface GlobalOptions {
  readonly json: boolean;
  readonly help: boolean;
  readonly dataDir: string | undefined;
  /** Everything else, in order. */
  readonly rest: readonly string[];
}

/** Takes out what every command knows, wherever it stands. Throws `usage_wrong` where `--data-dir` names none. */
export const takeGlobalOptions = (args: readonly string[]): GlobalOptions => {
  const rest: string[] = [];
  const found: { json: boolean; help: boolean; dataDir: string | undefined } = {
    json: false,
    help: false,
    dataDir: undefined,
  };
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    if (arg === '--json') found.json = true;
    else if (arg === '--help' || arg === '-h') found.help = true;
    else if (arg === '--data-dir') found.dataDir = left.shift() ?? '';
    else if (arg.startsWith('--data-dir=')) found.dataDir = arg.slice('--data-dir='.length);
    else rest.push(arg);
  }
  if (found.dataDir === '') throw new EncoreError('usage_wrong', { message: '--data-dir names no folder' });
  return { ...found, rest };
};
