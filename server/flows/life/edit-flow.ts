import { asFlowId } from '../../lib/brand.ts';
import type { FlowId, ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { FlowProgram } from '../../engine/program.ts';
import type { Flow } from '../flow.ts';
import type { FlowRepository } from '../flow.repository.ts';
import type { FlowVersionRepository } from '../flow-version.repository.ts';
import { checkProgram } from './check-program.ts';
import type { CheckDeps } from './check-program.ts';
import type { LifeOutcome } from './life-outcome.ts';
import type { LifeSession } from './life-session.ts';

export interface EditRequest {
  readonly flow: string;
  readonly rev: number;
  readonly program: unknown;
}

export interface RenameRequest {
  readonly flow: string;
  readonly rev: number;
  readonly title: string;
}

export interface EditDeps {
  readonly check: CheckDeps;
  readonly flows: Pick<FlowRepository, 'find' | 'change'>;
  readonly versions: FlowVersionRepository;
  readonly clock: Clock;
}

const tries = 5;

/** Numbers rise by one; one that an edit took and then lost is taken over or passed by. */
const freeze = async (
  { versions, clock }: EditDeps,
  { shop, flow, program }: { shop: ShopId; flow: FlowId; program: FlowProgram },
): Promise<number> => {
  for (let left = tries; left > 0; left -= 1) {
    const [newest] = await versions.list(shop, flow);
    const version = (newest?.version ?? 0) + 1;
    if (await versions.append(shop, { shop, flow, version, program, createdAt: clock.now() })) return version;
  }
  throw new EncoreError('version_conflict');
};

const conflictOf = async ({ flows }: Pick<EditDeps, 'flows'>, flow: Flow): Promise<LifeOutcome> => {
  const current = await flows.find(flow.shop, flow.id);
  return current === null ? { kind: 'not-found' } : { kind: 'conflict', current };
};

const editable = async (
  { flows }: Pick<EditDeps, 'flows'>,
  { shop }: LifeSession,
  { flow: id, rev }: { flow: string; rev: number },
): Promise<LifeOutcome> => {
  const flow = await flows.find(shop, asFlowId(id));
  if (flow === null) return { kind: 'not-found' };
  if (flow.rev !== rev) return { kind: 'conflict', current: flow };
  if (flow.status === 'archived')
    throw new EncoreError('flow_state_invalid', { fields: { status: flow.status, asked: 'edit' } });
  return { kind: 'done', flow };
};

/**
 * A new frozen version that new enrollments pin; whoever waits stays on theirs. Throws `program_invalid`, and stores
 * nothing then; a flow keeps its kind, for those inside are judged by it.
 */
export const editFlow = async (
  deps: EditDeps,
  session: LifeSession,
  request: EditRequest,
): Promise<LifeOutcome> => {
  const program = await checkProgram(deps.check, session.shop, request.program);
  const found = await editable(deps, session, request);
  if (found.kind !== 'done') return found;
  const { flow } = found;
  if (program.trigger.kind !== flow.kind)
    throw new EncoreError('program_invalid', { fields: { 'trigger.kind': `must stay ${flow.kind}` } });
  const version = await freeze(deps, { shop: flow.shop, flow: flow.id, program });
  const changed = await deps.flows.change(flow.shop, flow.id, {
    rev: request.rev,
    version,
    at: deps.clock.now(),
    act: { kind: 'edit', detail: { version } },
    by: session.user,
  });
  if (changed !== null) return { kind: 'done', flow: changed };
  await deps.versions.discard(flow.shop, { flow: flow.id, version });
  return conflictOf(deps, flow);
};

export const renameFlow = async (
  deps: Pick<EditDeps, 'flows' | 'clock'>,
  session: LifeSession,
  { flow: id, rev, title }: RenameRequest,
): Promise<LifeOutcome> => {
  const found = await editable(deps, session, { flow: id, rev });
  if (found.kind !== 'done' || found.flow.title === title) return found;
  const changed = await deps.flows.change(session.shop, found.flow.id, {
    rev,
    title,
    at: deps.clock.now(),
    act: { kind: 'rename', detail: { title } },
    by: session.user,
  });
  return changed === null ? conflictOf(deps, found.flow) : { kind: 'done', flow: changed };
};
