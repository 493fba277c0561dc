import { createLogger } from '../../lib/logger.ts';
import { loadCommands } from './commands.ts';
import { runCli } from './run-cli.ts';

const stderrDescriptor = 2;
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

const args = process.argv.slice(2);
const code = await runCli(await loadCommands(args), args, {
  env: process.env,
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  signal: stopping.signal,
  logger: createLogger({ level: 'warn', name: 'encore', file: stderrDescriptor }),
});
// Some libraries keep timers; what was written to a pipe leaves first.
process.stdout.write('', () => process.exit(code));
