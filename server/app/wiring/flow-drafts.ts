import { createFlowDraftRepository } from '../../flows/drafts/flow-draft.repository.ts';
import { createFlowDrafts } from '../../flows/drafts/flow-drafts.ts';
import type { FlowDrafts } from '../../flows/drafts/flow-drafts.ts';
import { createFlowRepository } from '../../flows/flow.repository.ts';
import type { CheckDeps } from '../../flows/life/check-program.ts';
import { createFlowVersionRepository } from '../../flows/flow-version.repository.ts';
import type { LifeParts } from './flow-life.ts';

/** What the flow editor works with before anything is published. */
export const wireFlowDrafts = ({ data, flows }: LifeParts, check: CheckDeps): FlowDrafts =>
  createFlowDrafts({
    drafts: createFlowDraftRepository(data.connection),
    flows: createFlowRepository(data.connection),
    versions: createFlowVersionRepository(data.connection),
    shops: data.shop.shops,
    check,
    steps: flows.runtime.steps,
    clock: data.clock,
  });
