import type { FlowProgram, Step } from '../../engine/program.ts';
import type { ShopId } from '../../lib/brand.ts';

export interface MailOfStep {
  readonly template: string;
  /** Of a merchant's own template: the one that the step pins already. */
  readonly version?: number | undefined;
  /** Liquid. */
  readonly subject?: string | undefined;
  /** The kind of flow: what its mails may speak of. */
  readonly flow: string;
}

export interface MailLook {
  /** By argument; empty: it can be sent. */
  readonly faults: Readonly<Record<string, string>>;
  /** Of a merchant's own template: the version that goes out from now on, the pinned one where there is one. */
  readonly version?: number | undefined;
}

/** What flows ask of mail about the mails they are to send. */
export interface MailCheck {
  look(shop: ShopId, mail: MailOfStep): Promise<MailLook>;
}

export interface PinnedProgram {
  readonly program: FlowProgram;
  /** Dotted path → sentence. */
  readonly faults: Readonly<Record<string, string>>;
}

interface Pen {
  readonly mails: MailCheck;
  readonly shop: ShopId;
  readonly flow: string;
  readonly faults: Record<string, string>;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const pinMail = async (pen: Pen, step: Step, path: string): Promise<Step> => {
  const { templateVersion: pinned, ...args } = step.args;
  const template = textOf(args['template']);
  if (template === undefined) return step;
  const { faults, version } = await pen.mails.look(pen.shop, {
    template,
    version: typeof pinned === 'number' ? pinned : undefined,
    subject: textOf(args['subject']),
    flow: pen.flow,
  });
  for (const [name, fault] of Object.entries(faults)) pen.faults[`${path}.args.${name}`] = fault;
  return { ...step, args: version === undefined ? args : { ...args, templateVersion: version } };
};

const pinSteps = async (pen: Pen, steps: readonly Step[], path: string): Promise<readonly Step[]> => {
  const pinned: Step[] = [];
  for (const [index, step] of steps.entries()) {
    const here = `${path}.${index}`;
    const mailed = step.key === 'send-email' ? await pinMail(pen, step, here) : step;
    if (step.arms === undefined) {
      pinned.push(mailed);
      continue;
    }
    const arms: (readonly Step[])[] = [];
    for (const [n, arm] of step.arms.entries()) arms.push(await pinSteps(pen, arm, `${here}.arms.${n}`));
    pinned.push({ ...mailed, arms });
  }
  return pinned;
};

/**
 * The same program with the versions of merchants' own templates in it: published again, a template changes nothing for
 * who is in the flow already, and a flow version says by itself what it sends. A step that names a version keeps it.
 */
export const pinMails = async (
  mails: MailCheck,
  shop: ShopId,
  program: FlowProgram,
): Promise<PinnedProgram> => {
  const pen: Pen = { mails, shop, flow: program.trigger.kind, faults: {} };
  const steps = await pinSteps(pen, program.steps, 'steps');
  return { program: { ...program, steps }, faults: pen.faults };
};
