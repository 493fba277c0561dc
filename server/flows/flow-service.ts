import { asFlowId } from '../lib/brand.ts';
import type { FlowId, ShopId } from '../lib/brand.ts';
import type { Clock } from '../lib/clock.ts';
import { EncoreError } from '../lib/errors.ts';
import type { DecisionCount, DecisionsRepository } from '../engine/decisions.repository.ts';
import type { EnrollmentCounts } from '../engine/enrollment-counts.repository.ts';
import type { FlowProgram } from '../engine/program.ts';
import { parseProgram } from '../engine/program-schema.ts';
import type { MessageCount, Messages } from '../mail/ledger/messages.repository.ts';
import type { Flow, FlowStatus, FlowVersion } from './flow.ts';
import type { FlowKind } from './flow-kind.ts';
import type { FlowRepository } from './flow.repository.ts';
import type { FlowVersionRepository } from './flow-version.repository.ts';
import type { LifeSession } from './life/life-session.ts';
import type { FlowAllowance } from './life/live-flow-limit.ts';
import { turnFlow, turnTo } from './life/turn-flow.ts';
import type { FlowRuntime } from './reactor-deps.ts';
import { loadFlows } from './running-flows.ts';
import type { RunningFlow } from './running-flows.ts';

interface ReasonCount {
  readonly reason: string;
  readonly count: number;
}

export interface FlowSummary extends Pick<Flow, 'title' | 'status' | 'version' | 'rev'> {
  readonly id: FlowId;
  readonly summary: string;
  readonly program: FlowProgram;
  /** People who wait in it now. */
  readonly waiting: number;
  /** Of those, due within the next 24 hours. */
  readonly dueNextDay: number;
  readonly sent: number;
  /** Most frequent first. */
  readonly skippedBecause: readonly ReasonCount[];
  /** People whose flow ended early, because they ordered for one. Most frequent first. */
  readonly stoppedBecause: readonly ReasonCount[];
}

export interface StatusChange {
  readonly flow: string;
  readonly status: 'live' | 'paused' | 'finishing';
  /** The `rev` the person was looking at. */
  readonly rev: number;
}

export type StatusOutcome =
  | { readonly kind: 'done'; readonly flow: FlowSummary }
  | { readonly kind: 'conflict'; readonly current: FlowSummary }
  | { readonly kind: 'not-found' };

export interface FlowService {
  /** Gives a shop the preset of each kind that it lacks; what is there stays as it is. */
  ensurePresets(shop: ShopId, status: 'live' | 'draft'): Promise<void>;
  list(shop: ShopId): Promise<readonly FlowSummary[]>;
  find(shop: ShopId, flow: string): Promise<FlowSummary | null>;
  /**
   * `done` also when the flow has that status already. Whoever waits in a paused flow goes on waiting; a finishing one
   * takes nobody in. Throws `flow_state_invalid` for an archived flow.
   */
  setStatus(session: LifeSession, change: StatusChange): Promise<StatusOutcome>;
}

export interface FlowServiceDeps {
  readonly runtime: FlowRuntime;
  readonly flows: FlowRepository;
  readonly versions: FlowVersionRepository;
  readonly counts: EnrollmentCounts;
  readonly messages: Pick<Messages, 'counts'>;
  readonly decisions: Pick<DecisionsRepository, 'count'>;
  readonly clock: Clock;
  readonly allowance?: FlowAllowance | undefined;
}

const dayMs = 86_400_000;

const skipsOf = (counts: readonly MessageCount[]): FlowSummary['skippedBecause'] =>
  counts
    .filter(({ status }) => status === 'skipped')
    .map(({ reason, count }) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count);

const exitsOf = (decided: readonly DecisionCount[], flow: FlowId): readonly ReasonCount[] =>
  decided
    .filter((one) => one.flow === flow && one.kind === 'exited')
    .map(({ reason, count }) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count);

const sentOf = (counts: readonly MessageCount[]): number =>
  counts.filter(({ status }) => status === 'accepted').reduce((sum, { count }) => sum + count, 0);

const summaries = async (
  { counts, messages, decisions, clock }: FlowServiceDeps,
  shop: ShopId,
  flows: readonly RunningFlow[],
): Promise<readonly FlowSummary[]> => {
  const [waiting, mailed, decided] = await Promise.all([
    counts.waiting(shop, new Date(clock.now().getTime() + dayMs)),
    messages.counts(shop),
    decisions.count(
      shop,
      flows.map(({ flow }) => flow.id),
    ),
  ]);
  return flows.map(({ flow: { id, title, status, version, rev }, kind, program }) => {
    const own = mailed.filter(({ flow }) => flow === id);
    const people = waiting.get(id);
    return {
      id,
      title,
      status,
      version,
      rev,
      program,
      summary: kind.preset.summary,
      waiting: people?.waiting ?? 0,
      dueNextDay: people?.dueSoon ?? 0,
      sent: sentOf(own),
      skippedBecause: skipsOf(own),
      stoppedBecause: exitsOf(decided, id),
    };
  });
};

const firstVersionOf = (deps: FlowServiceDeps, shop: ShopId, { preset }: FlowKind): FlowVersion => ({
  shop,
  flow: asFlowId(preset.key),
  version: 1,
  program: parseProgram(preset.program, deps.runtime.steps),
  createdAt: deps.clock.now(),
});

const presetFlow = (
  shop: ShopId,
  { key, preset, standard }: FlowKind,
  { status, at }: { status: FlowStatus; at: Date },
): Flow => ({
  shop,
  id: asFlowId(preset.key),
  kind: key,
  title: preset.title,
  status: standard === 'draft' ? 'draft' : status,
  version: 1,
  rev: 0,
  createdAt: at,
  updatedAt: at,
});

export const createFlowService = (deps: FlowServiceDeps): FlowService => {
  const order = [...deps.runtime.kinds.keys()];
  const list: FlowService['list'] = async (shop) => {
    const flows = await loadFlows(deps.runtime, shop);
    const inOrder = flows.toSorted((a, b) => order.indexOf(a.kind.key) - order.indexOf(b.kind.key));
    return summaries(deps, shop, inOrder);
  };
  const find: FlowService['find'] = async (shop, id) =>
    (await list(shop)).find((flow) => flow.id === id) ?? null;
  const mustFind = async (shop: ShopId, id: string): Promise<FlowSummary> => {
    const found = await find(shop, id);
    if (found === null) throw new EncoreError('stored_document_unreadable', { message: `flow ${id}` });
    return found;
  };
  return {
    list,
    find,
    ensurePresets: async (shop, status) => {
      const kinds = [...deps.runtime.kinds.values()].filter(({ standard }) => standard !== false);
      const at = deps.clock.now();
      // Versions first: a flow that is seen always has its program.
      await deps.versions.insertMissing(
        shop,
        kinds.map((kind) => firstVersionOf(deps, shop, kind)),
      );
      await deps.flows.insertMissing(
        shop,
        kinds.map((kind) => presetFlow(shop, kind, { status, at })),
      );
    },
    setStatus: async (session, change) => {
      const { shop } = session;
      const flow = await deps.flows.find(shop, asFlowId(change.flow));
      if (flow === null) return { kind: 'not-found' };
      const turn = turnTo(change.status, flow.status);
      const outcome = await turnFlow(deps, session, { flow: flow.id, rev: change.rev, turn });
      if (outcome.kind === 'not-found') return outcome;
      const current = await mustFind(shop, change.flow);
      return outcome.kind === 'conflict' ? { kind: 'conflict', current } : { kind: 'done', flow: current };
    },
  };
};
