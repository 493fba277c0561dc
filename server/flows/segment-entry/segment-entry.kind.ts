import type { FlowKind } from '../flow-kind.ts';
import { neverSettled } from '../triggers/never-settled.ts';
import { plainContent, plainSample } from '../triggers/plain-content.ts';
import { regularsPreset } from './preset.ts';
import { eventsThatMatter, segmentArgs } from './segment-args.ts';
import { lookAtContact, lookAtSegment } from './watch-segment.ts';
import type { SegmentDeps } from './watch-segment.ts';

/** Begins when a person comes to match who didn't; ends, unless told otherwise, when they no longer do. */
export const createSegmentEntry = (deps: SegmentDeps): FlowKind => ({
  key: 'segment-entry',
  preset: regularsPreset,
  standard: false,
  args: segmentArgs,
  hears: ({ trigger }) => {
    const types = eventsThatMatter(segmentArgs.parse(trigger.args).segment);
    return { listensTo: types, opensOn: types };
  },
  occasions: 'event',
  usefulFrom: 'planned',
  combines: false,
  category: 'suggestions',
  settledReason: 'ordered',
  match: async ({ shop, contact }, context) =>
    contact === undefined ? [] : lookAtContact(deps, { shop, contact }, context),
  scan: (on, follow) => lookAtSegment(deps, on, follow),
  ...neverSettled,
  content: (shop, enrollments) => plainContent(deps.facts, shop, enrollments),
  sample: plainSample,
});
