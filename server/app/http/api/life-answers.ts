import type { z } from 'zod';
import type { FlowView } from '../../../flows/flow.contract.ts';
import type { Flow } from '../../../flows/flow.ts';
import type { moveViewSchema } from '../../../flows/life/flow-life.contract.ts';
import type { FlowMove } from '../../../flows/life/flow-move.ts';
import type { LifeOutcome } from '../../../flows/life/life-outcome.ts';
import type { ShopId } from '../../../lib/brand.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { FlowsService } from './api-deps.ts';
import { viewOfFlow } from './flow-view.ts';

/** Both revisions, so that the person sees that somebody was faster. */
export const lifeConflict = (yours: { readonly rev: number }, current: Flow): EncoreError =>
  new EncoreError('version_conflict', {
    fields: {
      'yours.rev': String(yours.rev),
      'current.rev': String(current.rev),
      'current.status': current.status,
      'current.version': String(current.version),
    },
  });

export const viewFlowById = async (flows: FlowsService, shop: ShopId, id: string): Promise<FlowView> => {
  const found = await flows.find(shop, id);
  if (found === null) throw new EncoreError('not_found');
  return viewOfFlow(found);
};

/** The flow as it is after what was done to it. Throws `version_conflict` or `not_found`. */
export const answerOf = async (
  flows: FlowsService,
  outcome: LifeOutcome,
  yours: { readonly rev: number },
): Promise<FlowView> => {
  if (outcome.kind === 'not-found') throw new EncoreError('not_found');
  if (outcome.kind === 'conflict') throw lifeConflict(yours, outcome.current);
  return viewFlowById(flows, outcome.flow.shop, outcome.flow.id);
};

export const viewOfMove = (move: FlowMove): z.input<typeof moveViewSchema> => ({
  id: move.id,
  to: move.to,
  state: move.state,
  moved: move.moved,
  stays: [...move.stays],
  startedAt: move.startedAt.toISOString(),
  endedAt: move.endedAt?.toISOString() ?? null,
});
