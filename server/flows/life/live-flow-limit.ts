import type { FlowId, ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { FlowRepository } from '../flow.repository.ts';

/** What a plan says about flows; without it there is no limit. */
export interface FlowAllowance {
  /** How many may be live at once; undefined is no limit. */
  liveFlows(shop: ShopId): Promise<number | undefined>;
}

export interface LimitDeps {
  readonly flows: Pick<FlowRepository, 'list'>;
  readonly allowance?: FlowAllowance | undefined;
}

/** Of switching on only: what is live stays live when a plan becomes smaller. Throws `plan_limit_reached`. */
export const checkLiveFlows = async (
  { flows, allowance }: LimitDeps,
  shop: ShopId,
  flow: FlowId,
): Promise<void> => {
  const allowed = await allowance?.liveFlows(shop);
  if (allowed === undefined) return;
  const live = (await flows.list(shop)).filter(({ id, status }) => status === 'live' && id !== flow);
  if (live.length >= allowed)
    throw new EncoreError('plan_limit_reached', {
      fields: { flows: `${live.length} of ${allowed} are live` },
    });
};
