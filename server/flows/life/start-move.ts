import { asFlowId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { randomToken } from '../../lib/digest.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { Queue } from '../../lib/job-catalog.ts';
import { versionKey } from '../../engine/ports.ts';
import type { ProgramPort } from '../../engine/ports.ts';
import type { Flow } from '../flow.ts';
import type { FlowRepository } from '../flow.repository.ts';
import type { FlowMove } from './flow-move.ts';
import type { FlowMovesRepository } from './flow-moves.repository.ts';
import type { LifeSession } from './life-session.ts';

export interface StartMoveDeps {
  readonly flows: Pick<FlowRepository, 'find' | 'change'>;
  readonly programs: ProgramPort;
  readonly moves: FlowMovesRepository;
  readonly queue: Queue;
  readonly clock: Clock;
}

export interface MoveRequest {
  readonly flow: string;
  readonly rev: number;
  readonly to: number;
}

export type MoveOutcome =
  | { readonly kind: 'started'; readonly move: FlowMove }
  | { readonly kind: 'conflict'; readonly current: Flow }
  | { readonly kind: 'not-found' };

const enqueue = async ({ queue }: StartMoveDeps, move: FlowMove): Promise<MoveOutcome> => {
  await queue.enqueue('flow.move', { shop: move.shop, flow: move.flow, move: move.id });
  return { kind: 'started', move };
};

const begin = async (
  deps: StartMoveDeps,
  flow: Flow,
  { to, by }: { to: number; by: string | undefined },
): Promise<MoveOutcome> => {
  const { shop, id, rev } = flow;
  const at = deps.clock.now();
  const move: FlowMove = {
    id: randomToken(12),
    shop,
    flow: id,
    to,
    state: 'running',
    moved: 0,
    stays: [],
    startedAt: at,
  };
  await deps.moves.insert(shop, move);
  const act = { kind: 'move', detail: { to, move: move.id } } as const;
  if ((await deps.flows.change(shop, id, { rev, at, act, by })) !== null) return enqueue(deps, move);
  await deps.moves.discard(shop, move.id);
  const current = await deps.flows.find(shop, id);
  return current === null ? { kind: 'not-found' } : { kind: 'conflict', current };
};

const isVersion = async ({ programs }: StartMoveDeps, { shop, id: flow }: Flow, version: number) =>
  (await programs.load([{ shop, flow, version }])).has(versionKey({ shop, flow, version }));

/** Asked again while it runs, it is handed to the workers again: the first try may have died before it was. */
export const startMove = async (
  deps: StartMoveDeps,
  { shop, user }: LifeSession,
  { flow: id, rev, to }: MoveRequest,
): Promise<MoveOutcome> => {
  const flow = await deps.flows.find(shop, asFlowId(id));
  if (flow === null) return { kind: 'not-found' };
  const running = await deps.moves.running(shop, flow.id);
  if (running?.to === to) return enqueue(deps, running);
  if (running !== null || flow.status === 'archived') {
    const fields = { status: flow.status, asked: 'move', ...(running && { running: running.id }) };
    throw new EncoreError('flow_state_invalid', { fields });
  }
  if (flow.rev !== rev) return { kind: 'conflict', current: flow };
  if (!(await isVersion(deps, flow, to)))
    throw new EncoreError('request_invalid', { fields: { to: `there is no version ${to}` } });
  return begin(deps, flow, { to, by: user });
};
