import { EncoreError, errorCodeOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import type { Command, CommandIo } from './command.ts';
import { barOf } from './progress-bar.ts';
import { databaseAddress } from './database-address.ts';
import { takeGlobalOptions } from './global-options.ts';
import type { GlobalOptions } from './global-options.ts';
import { usageOf, usageOfAll } from './usage.ts';

export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Somebody is looking at stderr. */
  readonly isTerminal?: boolean;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

export type ExitCode = 0 | 1 | 2;

const ioOf = (
  options: GlobalOptions,
  { env, stdout, stderr, signal, logger, isTerminal = false }: Terminal,
): CommandIo => ({
  json: options.json,
  out: (document, text) =>
    stdout(options.json ? `${JSON.stringify(document)}\n` : `${text().replace(/\n$/, '')}\n`),
  outPieces: (pieces) => {
    for (const piece of pieces) stdout(piece);
    stdout('\n');
  },
  progress: (line) => stderr(`${line}\n`),
  bar: (share) => {
    if (isTerminal) stderr(barOf(share));
  },
  signal,
  logger,
  mongodbUri: () => databaseAddress({ env, dataDir: options.dataDir }),
});

/** A command of two words goes before one of its first word alone. */
const find = (commands: readonly Command[], rest: readonly string[]): Command | undefined =>
  commands
    .toSorted((left, right) => right.name.length - left.name.length)
    .find(({ name }) => name.split(' ').every((word, index) => rest[index] === word));

/** What went wrong, as a line and, with `--json`, as the one document. */
const report = (error: unknown, json: boolean, { stdout, stderr }: Terminal): ExitCode => {
  const code = errorCodeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  stderr(`encore: ${code}: ${message}\n`);
  if (json) stdout(`${JSON.stringify({ error: { code, message } })}\n`);
  return code === 'usage_wrong' ? 2 : 1;
};

const runFound = async (command: Command, options: GlobalOptions, terminal: Terminal): Promise<ExitCode> => {
  if (options.help) {
    terminal.stdout(usageOf(command));
    return 0;
  }
  try {
    const args = options.rest.slice(command.name.split(' ').length);
    return await command.run(args, ioOf(options, terminal));
  } catch (error) {
    const exit = report(error, options.json, terminal);
    if (exit === 2) terminal.stderr(usageOf(command));
    return exit;
  }
};

/** One command from its arguments to its exit code; never rejects. */
export const runCli = async (
  commands: readonly Command[],
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> => {
  const json = args.includes('--json');
  try {
    const options = takeGlobalOptions(args);
    const command = find(commands, options.rest);
    if (command !== undefined) return await runFound(command, options, terminal);
    if (options.help && options.rest.length === 0) {
      terminal.stdout(usageOfAll(commands));
      return 0;
    }
    const [first] = options.rest;
    const message = first === undefined ? 'no command was given' : `there is no command ${first}`;
    throw new EncoreError('usage_wrong', { message });
  } catch (error) {
    const exit = report(error, json, terminal);
    if (exit === 2) terminal.stderr(usageOfAll(commands));
    return exit;
  }
};
