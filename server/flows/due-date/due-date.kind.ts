import { addDuration, readMoment } from '../../engine/duration.ts';
import { readProperty } from '../../engine/property.ts';
import type { JsonObject } from '../../lib/json.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import type { FlowKind } from '../flow-kind.ts';
import { matchRuns } from '../triggers/match-runs.ts';
import type { RunFacts } from '../triggers/match-runs.ts';
import { neverSettled } from '../triggers/never-settled.ts';
import { plainContent, plainSample } from '../triggers/plain-content.ts';
import type { ContentFacts } from '../triggers/plain-content.ts';
import { dueDateArgs } from '../triggers/trigger-args.ts';
import type { DueDateArgs } from '../triggers/trigger-args.ts';
import { feedbackPreset } from './preset.ts';

export type DueDateFacts = RunFacts & ContentFacts;

/** A date that is missing or none counts from the event itself. */
const dueAtOf = ({ date, after }: DueDateArgs, { data, at }: StoreEvent, zone: string): Date => {
  const told = date === undefined ? undefined : readProperty(data, date);
  const from = typeof told === 'string' ? readMoment(told, zone) : undefined;
  return addDuration(from ?? at, after, { zone });
};

const rulesOf = (args: DueDateArgs) => ({
  ...args,
  unless: [],
  variablesOf: (opener: StoreEvent, zone: string): JsonObject => ({
    dueAt: dueAtOf(args, opener, zone).toISOString(),
  }),
});

/** Begins when something happens, and freezes when it is due: steps wait for the enrollment's `dueAt`. */
export const createDueDate = (facts: DueDateFacts): FlowKind => ({
  key: 'due-date',
  preset: feedbackPreset,
  standard: 'draft',
  args: dueDateArgs,
  hears: ({ trigger }) => {
    const { event } = dueDateArgs.parse(trigger.args);
    return { listensTo: [event], opensOn: [event] };
  },
  occasions: 'event',
  usefulFrom: 'planned',
  combines: true,
  category: 'restock',
  settledReason: 'ordered',
  match: (event, context) => {
    const rules = rulesOf(dueDateArgs.parse(context.program.trigger.args));
    return matchRuns(facts, event, { context, rules });
  },
  ...neverSettled,
  content: (shop, enrollments) => plainContent(facts, shop, enrollments),
  sample: plainSample,
});
