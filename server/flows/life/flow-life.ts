import { asFlowId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Queue } from '../../lib/job-catalog.ts';
import type { EnrollmentReads } from '../../engine/enrollment-reads.repository.ts';
import type { Flow } from '../flow.ts';
import type { FlowRepository } from '../flow.repository.ts';
import type { FlowVersionRepository } from '../flow-version.repository.ts';
import type { CheckDeps } from './check-program.ts';
import { createFlow } from './create-flow.ts';
import type { NewFlow } from './create-flow.ts';
import { editFlow, renameFlow } from './edit-flow.ts';
import type { EditRequest, RenameRequest } from './edit-flow.ts';
import type { CommandListing, CommandPage, FlowCommandsRepository } from './flow-commands.repository.ts';
import type { FlowMove } from './flow-move.ts';
import type { FlowMovesRepository } from './flow-moves.repository.ts';
import type { LifeOutcome } from './life-outcome.ts';
import type { FlowAllowance } from './live-flow-limit.ts';
import type { LifeSession } from './life-session.ts';
import type { PlanDeps } from './plan-move.ts';
import { previewMove } from './preview-move.ts';
import type { MovePreview, PreviewRequest } from './preview-move.ts';
import { startMove } from './start-move.ts';
import type { MoveOutcome, MoveRequest } from './start-move.ts';
import { turnFlow } from './turn-flow.ts';
import type { TurnRequest } from './turn-flow.ts';

export interface VersionSummary {
  readonly version: number;
  readonly createdAt: Date;
  /** New enrollments pin it. */
  readonly current: boolean;
  readonly waiting: number;
  /** As it is stored: it may name steps that aren't there any more. */
  readonly program: unknown;
}

/** Everything a merchant does to a flow; each change names the `rev` that was seen and is a line in the log. */
export interface FlowLife {
  /** Throws `program_invalid`, and stores nothing then. */
  create(session: LifeSession, asked: NewFlow): Promise<Flow>;
  edit(session: LifeSession, request: EditRequest): Promise<LifeOutcome>;
  rename(session: LifeSession, request: RenameRequest): Promise<LifeOutcome>;
  turn(session: LifeSession, request: TurnRequest): Promise<LifeOutcome>;
  /** Newest first; null when there is no such flow. */
  versions(shop: ShopId, flow: string): Promise<readonly VersionSummary[] | null>;
  commands(shop: ShopId, listing: CommandListing): Promise<CommandPage>;
  /** Null when there is no such flow, or no such version. */
  preview(shop: ShopId, request: PreviewRequest): Promise<MovePreview | null>;
  move(session: LifeSession, request: MoveRequest): Promise<MoveOutcome>;
  findMove(shop: ShopId, flow: string, move: string): Promise<FlowMove | null>;
}

export interface FlowLifeDeps {
  readonly check: CheckDeps;
  readonly data: {
    readonly flows: FlowRepository;
    readonly versions: FlowVersionRepository;
    readonly commands: FlowCommandsRepository;
    readonly moves: FlowMovesRepository;
    readonly reads: EnrollmentReads;
  };
  readonly plan: PlanDeps;
  readonly queue: Queue;
  readonly clock: Clock;
  /** Without it a shop may have as many live flows as it likes. */
  readonly allowance?: FlowAllowance | undefined;
}

const versionsOf = async (
  { data: { flows, versions, reads } }: FlowLifeDeps,
  shop: ShopId,
  id: string,
): Promise<readonly VersionSummary[] | null> => {
  const flow = await flows.find(shop, asFlowId(id));
  if (flow === null) return null;
  const [stored, waiting] = await Promise.all([
    versions.list(shop, flow.id),
    reads.countVersions(shop, flow.id),
  ]);
  return stored.map(({ version, createdAt, program }) => ({
    version,
    createdAt,
    program,
    current: version === flow.version,
    waiting: waiting.get(version) ?? 0,
  }));
};

const turnAndEmpty = async (
  deps: FlowLifeDeps,
  session: LifeSession,
  request: TurnRequest,
): Promise<LifeOutcome> => {
  const { data, queue, clock, allowance } = deps;
  const outcome = await turnFlow({ flows: data.flows, clock, allowance }, session, request);
  // Also where it was archived already: the first try may have died before anybody was told to leave.
  if (request.turn === 'archive' && outcome.kind === 'done')
    await queue.enqueue('flow.archive', { shop: session.shop, flow: outcome.flow.id });
  return outcome;
};

export const createFlowLife = (deps: FlowLifeDeps): FlowLife => {
  const { check, data, plan, queue, clock } = deps;
  const { flows, versions, moves, reads } = data;
  const editing = { check, flows, versions, clock };
  return {
    create: (session, asked) => createFlow(editing, session, asked),
    edit: (session, request) => editFlow(editing, session, request),
    rename: (session, request) => renameFlow(editing, session, request),
    turn: (session, request) => turnAndEmpty(deps, session, request),
    versions: (shop, flow) => versionsOf(deps, shop, flow),
    commands: (shop, listing) => data.commands.list(shop, listing),
    preview: async (shop, request) =>
      (await flows.find(shop, request.flow)) === null ? null : previewMove({ plan, reads }, shop, request),
    move: (session, request) =>
      startMove({ flows, programs: plan.programs, moves, queue, clock }, session, request),
    findMove: async (shop, flow, id) => {
      const move = await moves.find(shop, id);
      return move?.flow === flow ? move : null;
    },
  };
};
