import type { Step } from '../../../engine/program.ts';
import type { FlowView, StepPicture } from '../../../flows/flow.contract.ts';
import type { FlowSummary } from './api-deps.ts';

export const pictureOf = (step: Step): StepPicture => {
  switch (step.key) {
    case 'wait': {
      const duration = step.args['for'];
      return {
        kind: 'wait',
        id: step.id,
        duration: typeof duration === 'string' ? duration : null,
        from: step.args['from'] === 'entry' ? 'entry' : 'previous',
      };
    }
    case 'send-email':
      return { kind: 'email', id: step.id };
    case 'branch':
      return { kind: 'branch', id: step.id, arms: (step.arms ?? []).map((arm) => arm.map(pictureOf)) };
    case 'exit':
      return { kind: 'exit', id: step.id };
    default:
      return { kind: 'act', id: step.id };
  }
};

type Reasons = FlowSummary['skippedBecause'];

const total = (reasons: Reasons): number => reasons.reduce((sum, { count }) => sum + count, 0);
const mostFirst = (reasons: Reasons): FlowView['skippedBecause'] =>
  reasons.toSorted((a, b) => b.count - a.count);

export const viewOfFlow = (flow: FlowSummary): FlowView => ({
  id: flow.id,
  title: flow.title,
  summary: flow.summary,
  status: flow.status,
  version: flow.version,
  rev: flow.rev,
  steps: flow.program.steps.map(pictureOf),
  waiting: flow.waiting,
  sent: flow.sent,
  skipped: total(flow.skippedBecause),
  skippedBecause: mostFirst(flow.skippedBecause),
  stopped: total(flow.stoppedBecause),
  stoppedBecause: mostFirst(flow.stoppedBecause),
});
