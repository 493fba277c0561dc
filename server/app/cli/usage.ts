import type { Command } from './command.ts';

const globalHelp = `  --json           one JSON document on stdout and nothing else
  --data-dir DIR   the database of the \`npm start\` that runs on DIR (else MONGODB_URI, else .data)
  --help           this text
Exit code: 0 done, 1 failed, 2 wrong usage.`;

export const usageOf = ({ name, summary, usage }: Command): string =>
  `encore ${name} ${usage.trim()}\n\n${summary}\n\n${globalHelp}\n`;

export const usageOfAll = (commands: readonly Command[]): string => {
  const width = Math.max(0, ...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return ['encore COMMAND [options]', '', ...lines, '', globalHelp, ''].join('\n');
};
