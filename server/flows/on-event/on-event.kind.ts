import type { FlowKind } from '../flow-kind.ts';
import { matchRuns } from '../triggers/match-runs.ts';
import type { RunFacts } from '../triggers/match-runs.ts';
import { neverSettled } from '../triggers/never-settled.ts';
import { plainContent, plainSample } from '../triggers/plain-content.ts';
import type { ContentFacts } from '../triggers/plain-content.ts';
import { onEventArgs } from '../triggers/trigger-args.ts';
import { welcomePreset } from './preset.ts';

export type OnEventFacts = RunFacts & ContentFacts;

/** Begins when something happens. */
export const createOnEvent = (facts: OnEventFacts): FlowKind => ({
  key: 'on-event',
  preset: welcomePreset,
  standard: 'draft',
  args: onEventArgs,
  hears: ({ trigger }) => {
    const { event } = onEventArgs.parse(trigger.args);
    return { listensTo: [event], opensOn: [event] };
  },
  occasions: 'event',
  usefulFrom: 'planned',
  combines: false,
  category: 'suggestions',
  settledReason: 'ordered',
  match: (event, context) => {
    const rules = { ...onEventArgs.parse(context.program.trigger.args), unless: [] };
    return matchRuns(facts, event, { context, rules });
  },
  ...neverSettled,
  content: (shop, enrollments) => plainContent(facts, shop, enrollments),
  sample: plainSample,
});
