import type { JsonObject } from '../lib/json.ts';
import { EncoreError } from '../lib/errors.ts';
import { assertNever } from '../lib/assert-never.ts';
import { findStep, firstOfArm, stepAfter } from './cursor.ts';
import type { Enrollment } from './enrollment.ts';
import type { FlowProgram, Step } from './program.ts';
import type { Decision, Facts, StepRegistry } from './step.ts';

export interface WalkInput {
  readonly program: FlowProgram;
  readonly enrollment: Enrollment;
  readonly facts: Facts;
  /** The planned time, unless it is more than five minutes past. */
  readonly now: Date;
  readonly steps: StepRegistry;
}

/** Which way a walk took at a branch. */
export interface Taken {
  readonly step: string;
  readonly arm: number;
}

/** Where a walk came to rest: the step reached, the planned time of the one before it, and the branches on the way. */
export type Advance = {
  readonly step: string;
  readonly plannedAt: Date;
  readonly taken?: readonly Taken[] | undefined;
} & (
  | { readonly kind: 'wait-until'; readonly at: Date; readonly reason?: string }
  | { readonly kind: 'defer'; readonly at: Date; readonly reason: string }
  | { readonly kind: 'perform'; readonly effect: string; readonly args: JsonObject }
  | { readonly kind: 'exit'; readonly reason: string }
  | { readonly kind: 'fail'; readonly reason: string }
  | { readonly kind: 'done' }
);

interface Position {
  readonly step: Step;
  readonly plannedAt: Date;
}

const decideAt = ({ step, plannedAt }: Position, input: WalkInput): Decision => {
  const definition = input.steps.get(step.key);
  if (definition === undefined)
    throw new EncoreError('step_unknown', { message: `no step is called ${step.key}` });
  const { program, facts, now } = input;
  return definition.decide(step.args, {
    enrollment: { ...input.enrollment, step: step.id, plannedAt },
    program,
    facts,
    now,
  });
};

const follow = (program: FlowProgram, step: Step, decision: Decision): Step | undefined =>
  decision.kind === 'arm' ? firstOfArm(program, step, decision.arm) : stepAfter(program, step.id);

const rest = (
  { step, plannedAt }: Position,
  decision: Exclude<Decision, { kind: 'next' | 'arm' }>,
): Advance => {
  const at = { step: step.id, plannedAt };
  switch (decision.kind) {
    case 'wait-until':
    case 'defer':
    case 'perform':
    case 'exit':
    case 'fail':
      return { ...at, ...decision };
    default:
      return assertNever(decision);
  }
};

/** Programs only go forward, so this ends: every round leaves a step that is never come back to. */
const walk = (start: Position, input: WalkInput): Advance => {
  let { step, plannedAt } = start;
  const taken: Taken[] = [];
  const arrive = (reached: Advance): Advance => (taken.length === 0 ? reached : { ...reached, taken });
  for (;;) {
    const decision = decideAt({ step, plannedAt }, input);
    if (decision.kind !== 'next' && decision.kind !== 'arm')
      return arrive(rest({ step, plannedAt }, decision));
    plannedAt = decision.plannedAt ?? plannedAt;
    if (decision.kind === 'arm') taken.push({ step: step.id, arm: decision.arm });
    const next = follow(input.program, step, decision);
    if (next === undefined) return arrive({ kind: 'done', step: step.id, plannedAt });
    step = next;
  }
};

/** Walks on from the step it stands in until one yields. Throws what a step throws. */
export const advance = (input: WalkInput): Advance => {
  const { step: id, plannedAt } = input.enrollment;
  const step = findStep(input.program, id);
  if (step === undefined)
    throw new EncoreError('step_unknown', { message: `the flow version has no step ${id}` });
  return walk({ step, plannedAt }, input);
};

/** The same from the step behind the one it stands in: its effect is settled. */
export const advanceAfter = (input: WalkInput): Advance => {
  const { step: id, plannedAt } = input.enrollment;
  const step = stepAfter(input.program, id);
  return step === undefined ? { kind: 'done', step: id, plannedAt } : walk({ step, plannedAt }, input);
};
