import { asFlowId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { randomToken } from '../../lib/digest.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { Queue } from '../../lib/job-catalog.ts';
import type { Flow } from '../flow.ts';
import type { FlowKinds } from '../flow-kind.ts';
import type { FlowRepository } from '../flow.repository.ts';
import type { LifeSession } from '../life/life-session.ts';
import type { FlowInclusionsRepository } from './flow-inclusions.repository.ts';
import type { Inclusion } from './inclusion.ts';

export interface StartInclusionDeps {
  readonly flows: Pick<FlowRepository, 'find' | 'change'>;
  readonly kinds: FlowKinds;
  readonly inclusions: FlowInclusionsRepository;
  readonly queue: Queue;
  readonly clock: Clock;
}

export interface InclusionRequest {
  readonly flow: string;
  readonly rev: number;
  readonly perDay: number;
}

export type InclusionOutcome =
  | { readonly kind: 'started'; readonly inclusion: Inclusion }
  | { readonly kind: 'conflict'; readonly current: Flow }
  | { readonly kind: 'not-found' };

const enqueue = async ({ queue }: StartInclusionDeps, inclusion: Inclusion): Promise<InclusionOutcome> => {
  const { shop, flow, id } = inclusion;
  await queue.enqueue('flow.include', { shop, flow, include: id });
  return { kind: 'started', inclusion };
};

const begin = async (
  deps: StartInclusionDeps,
  { shop, id: flow, rev }: Flow,
  { perDay, by }: { perDay: number; by: string | undefined },
): Promise<InclusionOutcome> => {
  const at = deps.clock.now();
  const id = randomToken(12);
  const fresh = { days: {}, entered: 0, leftOut: 0 };
  const inclusion: Inclusion = { id, shop, flow, state: 'running', perDay, startedAt: at, ...fresh };
  await deps.inclusions.insert(shop, inclusion);
  const act = { kind: 'include', detail: { perDay, include: id } } as const;
  if ((await deps.flows.change(shop, flow, { rev, at, act, by })) !== null) return enqueue(deps, inclusion);
  await deps.inclusions.discard(shop, id);
  const current = await deps.flows.find(shop, flow);
  return current === null ? { kind: 'not-found' } : { kind: 'conflict', current };
};

/** Asked again while it runs, it is handed to the workers again: the first try may have died before it was. */
export const startInclusion = async (
  deps: StartInclusionDeps,
  { shop, user }: LifeSession,
  { flow: id, rev, perDay }: InclusionRequest,
): Promise<InclusionOutcome> => {
  const flow = await deps.flows.find(shop, asFlowId(id));
  if (flow === null || deps.kinds.get(flow.kind)?.timing === undefined) return { kind: 'not-found' };
  const running = await deps.inclusions.running(shop, flow.id);
  if (running !== null) return enqueue(deps, running);
  if (flow.rev !== rev) return { kind: 'conflict', current: flow };
  if (flow.status !== 'live')
    throw new EncoreError('flow_state_invalid', { fields: { status: flow.status, asked: 'include' } });
  return begin(deps, flow, { perDay, by: user });
};
