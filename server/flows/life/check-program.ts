import { parseProgram } from '../../engine/program-schema.ts';
import type { FlowProgram, Step } from '../../engine/program.ts';
import type { StepRegistry } from '../../engine/step.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { FlowKinds } from '../flow-kind.ts';
import { faultsOfEvents } from './check-events.ts';

/** Which templates there are to send. */
export interface TemplateNames {
  has(key: string): Promise<boolean>;
}

export interface CheckDeps {
  readonly kinds: FlowKinds;
  readonly steps: StepRegistry;
  readonly templates: TemplateNames;
}

type Fields = Record<string, string>;

interface Placed {
  readonly step: Step;
  readonly path: string;
}

const placed = (steps: readonly Step[], path: string): readonly Placed[] =>
  steps.flatMap((step, index) => {
    const here = `${path}.${index}`;
    const arms = (step.arms ?? []).flatMap((arm, n) => placed(arm, `${here}.arms.${n}`));
    return [{ step, path: here }, ...arms];
  });

const templateOf = ({ key, args }: Step): string | undefined =>
  key === 'send-email' && typeof args['template'] === 'string' ? args['template'] : undefined;

const checkTemplates = async (
  fields: Fields,
  { steps }: FlowProgram,
  templates: TemplateNames,
): Promise<void> => {
  for (const { step, path } of placed(steps, 'steps')) {
    const template = templateOf(step);
    if (template !== undefined && !(await templates.has(template)))
      fields[`${path}.args.template`] = `there is no template called ${template}`;
  }
};

const checkTrigger = (fields: Fields, { trigger }: FlowProgram, kinds: FlowKinds): void => {
  const kind = kinds.get(trigger.kind);
  if (kind === undefined) {
    fields['trigger.kind'] = `there is no kind of flow called ${trigger.kind}`;
    return;
  }
  const parsed = kind.args.safeParse(trigger.args);
  if (parsed.success) return;
  for (const issue of parsed.error.issues)
    fields[['trigger', 'args', ...issue.path].join('.')] ??= issue.message;
};

/**
 * From anything to a program that can be carried out here: it parses, its trigger is known, its templates are there, and
 * stores do tell of the events that it names.
 * Throws `program_invalid`; its `fields` say where.
 */
export const checkProgram = async (
  { kinds, steps, templates }: CheckDeps,
  input: unknown,
): Promise<FlowProgram> => {
  const program = parseProgram(input, steps);
  const fields: Fields = {};
  checkTrigger(fields, program, kinds);
  await checkTemplates(fields, program, templates);
  for (const [path, fault] of Object.entries(faultsOfEvents(program, steps))) fields[path] ??= fault;
  if (Object.keys(fields).length > 0) throw new EncoreError('program_invalid', { fields });
  return program;
};
