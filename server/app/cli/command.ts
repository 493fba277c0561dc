import type { Logger } from '../../lib/logger.ts';

/** What a command may touch of the world outside; tests hand in their own. */
export interface CommandIo {
  /** `--json` was given: one JSON document on stdout and nothing else. */
  readonly json: boolean;
  /** The command's result, once: the document with `--json`, else the text. */
  out(document: unknown, text: () => string): void;
  /** A document too large for one string, as its pieces; instead of `out`, and only with `--json`. */
  outPieces(pieces: Iterable<string>): void;
  /** A line on stderr. */
  progress(line: string): void;
  /** How far a long command is, 0 to 1: a bar on stderr where that is a terminal, else nothing. */
  bar(share: number): void;
  /** Raised by SIGINT or SIGTERM; a long command then ends soon. */
  readonly signal: AbortSignal;
  /** Writes to stderr, warnings and worse. */
  readonly logger: Logger;
  /** MONGODB_URI, else what a running `npm start` says. Rejects with `config_invalid`. */
  readonly mongodbUri: () => Promise<string>;
}

export interface Command {
  /** One or two words: `doctor`, `journal export`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What stands after `encore NAME`, and what each option means. */
  readonly usage: string;
  /** Exit code: 0 done, 1 failed. Throw `usage_wrong` for 2; any other error is printed with its code and exits 1. */
  run(args: readonly string[], io: CommandIo): Promise<0 | 1>;
}
