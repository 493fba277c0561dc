import { asFlowId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { FlowStatus } from '../flow.ts';
import type { FlowRepository } from '../flow.repository.ts';
import { checkLiveFlows } from './live-flow-limit.ts';
import type { FlowAllowance } from './live-flow-limit.ts';
import type { LifeOutcome } from './life-outcome.ts';
import type { LifeSession } from './life-session.ts';

export type Turn = 'publish' | 'pause' | 'resume' | 'finish' | 'archive';

export interface TurnRequest {
  readonly flow: string;
  /** The `rev` the person was looking at. */
  readonly rev: number;
  readonly turn: Turn;
}

export interface TurnDeps {
  readonly flows: Pick<FlowRepository, 'find' | 'change' | 'list'>;
  readonly allowance?: FlowAllowance | undefined;
  readonly clock: Clock;
}

/** An archived flow stays archived: whoever was in it has left. */
const turns: Readonly<Record<Turn, { readonly to: FlowStatus; readonly from: readonly FlowStatus[] }>> = {
  publish: { to: 'live', from: ['draft'] },
  pause: { to: 'paused', from: ['live', 'finishing'] },
  resume: { to: 'live', from: ['paused', 'finishing'] },
  finish: { to: 'finishing', from: ['live', 'paused'] },
  archive: { to: 'archived', from: ['draft', 'live', 'paused', 'finishing'] },
};

/** Which turn brings a flow into that status, by the one it has. */
export const turnTo = (status: 'live' | 'paused' | 'finishing', from: FlowStatus): Turn => {
  if (status === 'paused') return 'pause';
  if (status === 'finishing') return 'finish';
  return from === 'draft' ? 'publish' : 'resume';
};

/**
 * `done` also when the flow has that status already. Throws `flow_state_invalid` where no way leads there, and
 * `plan_limit_reached` where the shop's plan has no room for one more.
 */
export const turnFlow = async (
  { flows, allowance, clock }: TurnDeps,
  { shop, user }: LifeSession,
  { flow: id, rev, turn }: TurnRequest,
): Promise<LifeOutcome> => {
  const flow = await flows.find(shop, asFlowId(id));
  if (flow === null) return { kind: 'not-found' };
  const { to, from } = turns[turn];
  if (flow.status === to) return { kind: 'done', flow };
  if (flow.rev !== rev) return { kind: 'conflict', current: flow };
  if (!from.includes(flow.status))
    throw new EncoreError('flow_state_invalid', { fields: { status: flow.status, asked: turn } });
  if (to === 'live') await checkLiveFlows({ flows, allowance }, shop, flow.id);
  const act = { kind: turn, detail: {} };
  const changed = await flows.change(shop, flow.id, { rev, status: to, at: clock.now(), act, by: user });
  if (changed !== null) return { kind: 'done', flow: changed };
  const current = await flows.find(shop, flow.id);
  return current === null ? { kind: 'not-found' } : { kind: 'conflict', current };
};
