import { z } from 'zod';
import { loadCommands } from '../app/cli/commands.ts';
import { runCli } from '../app/cli/run-cli.ts';
import { silentLogger } from '../lib/logger.ts';

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `encore …` on a test's database, in this process. */
export const runCommand = async (uri: string, ...args: readonly string[]): Promise<CommandResult> => {
  const printed = { out: '', err: '' };
  const code = await runCli(await loadCommands(args), args, {
    env: { MONGODB_URI: uri },
    stdout: (text) => void (printed.out += text),
    stderr: (text) => void (printed.err += text),
    signal: new AbortController().signal,
    logger: silentLogger,
  });
  return { code, ...printed };
};

const diagnosisSchema = z.object({
  level: z.enum(['ok', 'warn', 'fail']),
  checks: z.array(
    z.object({
      name: z.string(),
      level: z.enum(['ok', 'warn', 'fail']),
      says: z.string(),
      todo: z.string().optional(),
    }),
  ),
});

export const parseDiagnosis = ({ out }: CommandResult) => diagnosisSchema.parse(JSON.parse(out));
