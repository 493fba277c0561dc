import { parseArgs, types } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { EncoreError } from '../../lib/errors.ts';

/** `node:util` parseArgs, strict, whose complaints are `usage_wrong`. Positionals only where `allowPositionals` says so. */
export const parseCommandArgs = <const Config extends Omit<ParseArgsConfig, 'args' | 'strict'>>(
  args: readonly string[],
  config: Config,
) => {
  try {
    return parseArgs({ ...config, args: [...args], strict: true });
  } catch (cause) {
    const message = types.isNativeError(cause) ? cause.message.replaceAll('\n', ' ') : undefined;
    throw new EncoreError('usage_wrong', { ...(message === undefined ? {} : { message }), cause });
  }
};
