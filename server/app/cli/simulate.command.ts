import { readFile } from 'node:fs/promises';
import { readJournal } from '../../flows/simulation/read-journal.ts';
import { readReplacement } from '../../flows/simulation/read-replacement.ts';
import { replay } from '../../flows/simulation/replay.ts';
import type { ReplayResult } from '../../flows/simulation/replay.ts';
import { EncoreError } from '../../lib/errors.ts';
import { steps } from '../wiring/steps.ts';
import type { Command } from './command.ts';
import { parseCommandArgs } from './parse-command-args.ts';

const readText = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new EncoreError('not_found', { message: `${file} can't be read`, cause });
  }
};

const summaryOf = ({ journal, counts }: ReplayResult): string =>
  [
    `${journal.shop}, ${journal.from} to ${journal.until}: ${journal.lines} lines, ${journal.facts} facts`,
    ...counts.map(({ flow, step, outcome, reason, count }) =>
      [String(count).padStart(7), flow, step, outcome, reason].filter((word) => word !== '').join(' '),
    ),
  ].join('\n');

export const simulateCommand: Command = {
  name: 'simulate',
  summary: 'Runs a journal through the product with a virtual clock and no sender.',
  usage: `--journal FILE [--flow FILE]

  --journal FILE   as \`encore journal export\` writes it
  --flow FILE      a flow program, or { "flow", "program" }, in place of a flow's own`,
  run: async (args, io) => {
    const { values } = parseCommandArgs(args, {
      options: { journal: { type: 'string' }, flow: { type: 'string' } },
    });
    if (values.journal === undefined)
      throw new EncoreError('usage_wrong', { message: 'name a journal with --journal' });
    const journal = readJournal(await readText(values.journal));
    const programOf =
      values.flow === undefined ? undefined : readReplacement(await readText(values.flow), journal, steps);
    io.progress(`${journal.lines.length} lines of ${journal.header.shop}`);
    const result = await replay(journal, { steps, programOf, logger: io.logger }, io.signal);
    if (io.signal.aborted) throw new EncoreError('internal_error', { message: 'stopped before the end' });
    io.out(result, () => summaryOf(result));
    return 0;
  },
};
