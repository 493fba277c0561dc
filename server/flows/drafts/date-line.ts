import { advance, advanceAfter } from '../../engine/advance.ts';
import type { Advance } from '../../engine/advance.ts';
import { findStep } from '../../engine/cursor.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import { freshEnrollment } from '../../engine/fresh-enrollment.ts';
import type { FlowProgram } from '../../engine/program.ts';
import type { StepRegistry } from '../../engine/step.ts';
import { asContactId, asFlowId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { quietUntil } from '../../mail/gate/quiet-hours.ts';

export interface DatedMoment {
  readonly step: string;
  readonly does: string;
  readonly at: Date;
  readonly heldUntil?: Date | undefined;
}

export interface DateLine {
  readonly moments: readonly DatedMoment[];
  /** It ends early: what comes next depends on the person. */
  readonly open: boolean;
}

export interface DateLineInput {
  readonly program: FlowProgram;
  readonly steps: StepRegistry;
  readonly shop: {
    readonly id: ShopId;
    readonly zone: string;
    readonly quietHours?: { readonly from: string; readonly to: string } | undefined;
  };
  readonly startAt: Date;
}

const nobody = ({ shop, startAt }: DateLineInput, first: string): Enrollment =>
  freshEnrollment({
    shop: shop.id,
    flow: asFlowId('date-line'),
    contact: asContactId('date-line'),
    about: 'date-line',
    occurrence: '',
    version: 1,
    dueAt: startAt,
    step: first,
    anchorAt: startAt,
    plannedAt: startAt,
    variables: {},
    heldOut: false,
    enteredAt: startAt,
  });

interface Standing {
  readonly enrollment: Enrollment;
  readonly now: Date;
  /** Its effect is settled: what comes behind it is asked for. */
  readonly settled: boolean;
}

const reach = ({ program, steps, shop }: DateLineInput, { enrollment, now, settled }: Standing): Advance =>
  (settled ? advanceAfter : advance)({
    program,
    enrollment,
    facts: { zone: shop.zone, contact: {}, events: [] },
    now,
    steps,
  });

const momentOf = (input: DateLineInput, reached: Advance, now: Date): DatedMoment => {
  const does = findStep(input.program, reached.step)?.key ?? '';
  if (reached.kind === 'wait-until') return { step: reached.step, does, at: reached.at };
  const heldUntil = does === 'send-email' ? quietUntil(input.shop, now) : undefined;
  return { step: reached.step, does, at: now, heldUntil };
};

const isMoment = ({ kind }: Advance): boolean =>
  kind === 'wait-until' || kind === 'perform' || kind === 'exit';

/**
 * What would happen when, by the very code that decides it live, for somebody of whom nothing is known: at a branch the
 * way of somebody without properties and events. Programs only go forward, so it ends.
 */
export const dateLine = (input: DateLineInput): DateLine => {
  const first = input.program.steps[0];
  if (first === undefined) return { moments: [], open: false };
  const moments: DatedMoment[] = [];
  let standing: Standing = { enrollment: nobody(input, first.id), now: input.startAt, settled: false };
  for (;;) {
    const reached = reach(input, standing);
    if (isMoment(reached)) moments.push(momentOf(input, reached, standing.now));
    if (reached.kind === 'done' || reached.kind === 'exit') return { moments, open: false };
    if (reached.kind === 'fail' || reached.kind === 'defer') return { moments, open: true };
    const now = reached.kind === 'wait-until' ? reached.at : standing.now;
    const { step, plannedAt } = reached;
    standing = {
      enrollment: { ...standing.enrollment, step, plannedAt },
      now,
      settled: reached.kind === 'perform',
    };
  }
};
