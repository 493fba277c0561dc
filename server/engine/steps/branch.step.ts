import { z } from 'zod';
import { addDuration, durationSchema } from '../duration.ts';
import { evaluatePredicate, predicateNeeds } from '../evaluate-predicate.ts';
import { experimentArm } from '../experiment.ts';
import { predicateSchema, wherePredicateSchema } from '../predicate-schema.ts';
import type { DecideInput, Decision, Facts } from '../step.ts';
import { defineStep } from '../step.ts';

const predicateBranch = z.strictObject({ when: predicateSchema });

const experimentBranch = z.strictObject({
  experiment: z.string().min(1).max(60),
  weights: z.array(z.number().positive().max(1_000_000)).min(2).max(8),
});

/** First arm when the event comes before the deadline, second when the deadline passes. */
const eventBranch = z.strictObject({
  event: z.string().min(1).max(60),
  where: wherePredicateSchema.exactOptional(),
  before: durationSchema,
});

const branchArgs = z.union([predicateBranch, experimentBranch, eventBranch]);
type BranchArgs = z.infer<typeof branchArgs>;

/** What was frozen at entry stands under `enrollment`, beside what is known of the contact. */
const withVariables = ({ facts, enrollment }: DecideInput): Facts => ({
  ...facts,
  contact: { ...facts.contact, enrollment: enrollment.variables },
});

const decideEvent = (
  args: z.infer<typeof eventBranch>,
  { enrollment, facts, now }: DecideInput,
): Decision => {
  const start = enrollment.plannedAt;
  const deadline = addDuration(start, args.before, { zone: facts.zone });
  const came = (facts.events ?? []).find(
    ({ type, at, data }) =>
      type === args.event &&
      at.getTime() >= start.getTime() &&
      at.getTime() <= deadline.getTime() &&
      (args.where === undefined || evaluatePredicate(args.where, { ...facts, contact: data }, now)),
  );
  if (came !== undefined) return { kind: 'arm', arm: 0, plannedAt: came.at };
  if (now.getTime() < deadline.getTime()) return { kind: 'wait-until', at: deadline };
  return { kind: 'arm', arm: 1, plannedAt: deadline };
};

export const branchStep = defineStep<BranchArgs>({
  key: 'branch',
  args: branchArgs,
  hasArms: true,
  armCount: (args) => ('weights' in args ? args.weights.length : 2),
  needs: (args) => {
    if ('when' in args) return predicateNeeds(args.when);
    return 'event' in args ? ['zone', 'events'] : [];
  },
  wakesOn: (args) => ('event' in args ? [args.event] : []),
  decide: (args, input) => {
    if ('when' in args)
      return { kind: 'arm', arm: evaluatePredicate(args.when, withVariables(input), input.now) ? 0 : 1 };
    if ('event' in args) return decideEvent(args, input);
    return { kind: 'arm', arm: experimentArm(input.enrollment, args.experiment, args.weights) };
  },
});
