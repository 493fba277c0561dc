import { EncoreError } from '../lib/errors.ts';
import type { JsonObject } from '../lib/json.ts';
import type { NewEnrollment } from './engine-store.ts';
import type { EnrollmentKey } from './enrollment.ts';
import { isHeldOut } from './experiment.ts';
import { freshEnrollment } from './fresh-enrollment.ts';
import type { FlowProgram, Step } from './program.ts';
import type { Facts, StepRegistry } from './step.ts';

export interface EntryInput {
  readonly key: EnrollmentKey;
  readonly version: number;
  readonly program: FlowProgram;
  readonly anchorAt: Date;
  readonly variables: JsonObject;
  readonly enteredAt: Date;
}

export interface EntryTools {
  readonly steps: StepRegistry;
  /** `zone` is enough: a first step that needs to know the contact is left to the runner. */
  readonly facts: Facts;
}

const firstStep = (program: FlowProgram): Step => {
  const first = program.steps[0];
  if (first === undefined)
    throw new EncoreError('program_invalid', { message: 'a program has one step at least' });
  return first;
};

/** Due at its anchor, standing in the first step; nothing is decided yet. */
const atAnchor = ({ key, version, program, anchorAt, variables, enteredAt }: EntryInput): NewEnrollment => ({
  shop: key.shop,
  flow: key.flow,
  contact: key.contact,
  about: key.about,
  occurrence: key.occurrence,
  version,
  dueAt: anchorAt,
  step: firstStep(program).id,
  anchorAt,
  plannedAt: anchorAt,
  variables,
  heldOut: isHeldOut(key, program.holdout),
  enteredAt,
});

/**
 * What enrolls somebody, or re-anchors them (then only its times and variables count). Due when the first step's wait
 * ends, else at the anchor: whatever comes behind is decided by the runner, with all facts at hand.
 */
export const buildEntry = (input: EntryInput, { steps, facts }: EntryTools): NewEnrollment => {
  const { program, anchorAt } = input;
  const first = firstStep(program);
  const entry = atAnchor(input);
  const definition = steps.get(first.key);
  if (definition === undefined)
    throw new EncoreError('step_unknown', { message: `no step is called ${first.key}` });
  if (definition.needs(first.args).includes('contact') && facts.contact === undefined) return entry;
  const decision = definition.decide(first.args, {
    enrollment: freshEnrollment(entry),
    program,
    facts,
    now: anchorAt,
  });
  // A wait with a reason is left to the runner too, for it is the runner that records reasons.
  return decision.kind === 'wait-until' && decision.reason === undefined
    ? { ...entry, dueAt: decision.at }
    : entry;
};
