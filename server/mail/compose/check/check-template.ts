import { EncoreError } from '../../../lib/errors.ts';
import type { LiquidSandbox } from '../liquid/liquid-sandbox.ts';
import { mailTemplateSchema } from '../mail-template.ts';
import type { MailTemplate } from '../mail-template.ts';
import type { TemplateProblem } from './check-liquid.ts';
import { liquidFields } from './liquid-fields.ts';
import { variablesOf } from './variables.ts';

export interface CheckedTemplate {
  /** Absent when it is not of a template's shape at all. */
  readonly template?: MailTemplate | undefined;
  /** Empty: it may go live. */
  readonly problems: readonly TemplateProblem[];
}

const mostProblems = 100;

/** Reads anything and says what keeps it from going live; Liquid is looked at where it can do no harm. */
export const checkTemplate = async (
  sandbox: Pick<LiquidSandbox, 'check'>,
  input: unknown,
  flowKind?: string,
): Promise<CheckedTemplate> => {
  const parsed = mailTemplateSchema.safeParse(input);
  if (!parsed.success)
    return {
      problems: parsed.error.issues
        .slice(0, mostProblems)
        .map(({ path, message }) => ({ path: path.join('.'), line: 1, column: 1, message })),
    };
  const template = parsed.data;
  try {
    const problems = await sandbox.check(liquidFields(template), variablesOf(flowKind));
    return { template, problems: problems.slice(0, mostProblems) };
  } catch (error) {
    if (!(error instanceof EncoreError) || error.code !== 'template_stopped') throw error;
    return { template, problems: [{ path: '', line: 1, column: 1, message: error.message }] };
  }
};
