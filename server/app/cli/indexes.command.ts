import { createDatabaseFacts } from '../operations/database-facts.system.repository.ts';
import type { Command } from './command.ts';
import { parseCommandArgs } from './parse-command-args.ts';
import { withData } from './with-database.ts';

export const indexesCommand: Command = {
  name: 'indexes',
  summary: 'Makes what is missing of the indexes, as every start does, and lists those there are.',
  usage: '',
  run: async (args, io) => {
    parseCommandArgs(args, { options: {} });
    const indexes = await withData(io, ({ connection }) => createDatabaseFacts(connection).indexes());
    io.out(Object.fromEntries(indexes), () =>
      [...indexes].flatMap(([collection, own]) => [collection, ...own.map((one) => `  ${one}`)]).join('\n'),
    );
    return 0;
  },
};
