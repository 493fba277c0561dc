import type { ShopId } from '../../lib/brand.ts';
import type { LifeSession } from '../life/life-session.ts';
import type { ReactorDeps } from '../reactor-deps.ts';
import type { Inclusion } from './inclusion.ts';
import { previewPast } from './preview-past.ts';
import type { PastPreview } from './preview-past.ts';
import { startInclusion } from './start-inclusion.ts';
import type { InclusionOutcome, InclusionRequest, StartInclusionDeps } from './start-inclusion.ts';

/** Switching a flow on for people whose orders were there before it: looked at first, then only when asked for. */
export interface FlowPast {
  /** Null when there is no such flow, or its kind knows no past. */
  preview(shop: ShopId, flow: string): Promise<PastPreview | null>;
  include(session: LifeSession, request: InclusionRequest): Promise<InclusionOutcome>;
  find(shop: ShopId, flow: string, id: string): Promise<Inclusion | null>;
}

export const createFlowPast = (deps: StartInclusionDeps, reactor: ReactorDeps): FlowPast => ({
  preview: (shop, flow) => previewPast(reactor, shop, flow),
  include: (session, request) => startInclusion(deps, session, request),
  find: async (shop, flow, id) => {
    const found = await deps.inclusions.find(shop, id);
    return found?.flow === flow ? found : null;
  },
});
