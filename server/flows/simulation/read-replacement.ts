import { z } from 'zod';
import { parseProgram } from '../../engine/program-schema.ts';
import type { StepRegistry } from '../../engine/step.ts';
import type { FlowId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { FlowProgram } from '../../engine/program.ts';
import { faultsOfEvents } from '../life/check-events.ts';
import type { Journal } from './journal-line.ts';

const named = z.strictObject({ flow: z.string().min(1), program: z.unknown() });

const invalid = (message: string, cause?: unknown): EncoreError =>
  new EncoreError('program_invalid', { message, cause });

const parseText = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid('the file is not JSON', cause);
  }
};

/** The paths of what is wrong, in the message too: a terminal shows nothing else. */
const parse = (value: unknown, steps: StepRegistry): FlowProgram => {
  try {
    const program = parseProgram(value, steps);
    const fields = faultsOfEvents(program, steps);
    if (Object.keys(fields).length > 0) throw new EncoreError('program_invalid', { fields });
    return program;
  } catch (error) {
    if (!(error instanceof EncoreError) || error.fields === undefined) throw error;
    const faults = Object.entries(error.fields).map(([path, what]) => `${path}: ${what}`);
    const { code, fields } = error;
    throw new EncoreError(code, { message: faults.join('; '), fields, cause: error });
  }
};

/**
 * A program, or `{ flow, program }`; alone it stands in for the flow of its trigger's kind.
 * Throws `program_invalid`, with the path of what is wrong.
 */
export const readReplacement = (
  text: string,
  { lines }: Pick<Journal, 'lines'>,
  steps: StepRegistry,
): ((flow: FlowId) => unknown) => {
  const value = parseText(text);
  const wrapped = named.safeParse(value);
  const program = parse(wrapped.success ? wrapped.data.program : value, steps);
  const flows = lines.flatMap((line) => (line.kind === 'flow' ? [line] : []));
  const meant = flows.filter(({ flow, flowKind }) =>
    wrapped.success ? flow === wrapped.data.flow : flowKind === program.trigger.kind,
  );
  if (meant.length === 0)
    throw invalid(
      wrapped.success
        ? `flow: there is no flow ${wrapped.data.flow} in the journal`
        : `trigger.kind: there is no flow of the kind ${program.trigger.kind} in the journal`,
    );
  const ids = new Set(meant.map(({ flow }) => flow));
  return (flow) => (ids.has(flow) ? program : undefined);
};
