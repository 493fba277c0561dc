import type { FlowKind } from '../flow-kind.ts';
import { matchRuns } from '../triggers/match-runs.ts';
import type { RunFacts } from '../triggers/match-runs.ts';
import { plainContent, plainSample } from '../triggers/plain-content.ts';
import type { ContentFacts } from '../triggers/plain-content.ts';
import { claimsOfAbsences, settlesAbsence } from '../triggers/settled-by-order.ts';
import { absenceArgs } from '../triggers/trigger-args.ts';
import { longAbsencePreset } from './preset.ts';

export type AbsenceFacts = RunFacts & ContentFacts;

/**
 * Begins when something happens and nothing follows: time counts from the last of it, until the first message, and what
 * counts as coming back ends it at any time.
 */
export const createAbsence = (facts: AbsenceFacts): FlowKind => ({
  key: 'absence',
  preset: longAbsencePreset,
  standard: false,
  args: absenceArgs,
  hears: ({ trigger }) => {
    const { event, unless } = absenceArgs.parse(trigger.args);
    // Coming back, heard of late, may split in two what had looked like one.
    const heard = [...new Set([event, ...unless])];
    return { listensTo: heard, opensOn: heard };
  },
  occasions: 'event',
  usefulFrom: 'planned',
  combines: false,
  category: 'reminders',
  settledReason: 'ordered',
  match: (event, context) =>
    matchRuns(facts, event, { context, rules: absenceArgs.parse(context.program.trigger.args) }),
  claims: claimsOfAbsences,
  settledBy: settlesAbsence,
  content: (shop, enrollments) => plainContent(facts, shop, enrollments),
  sample: plainSample,
});
