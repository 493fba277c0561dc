import { asFlowId, asShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { DecisionRecord } from '../../engine/decision.ts';
import { enrollmentIdOf } from '../../engine/enrollment-id.ts';
import type { EngineStore, NewEnrollment } from '../../engine/engine-store.ts';
import type { ReactorDeps } from '../reactor-deps.ts';
import { loadFlows } from '../running-flows.ts';
import { dueSoon } from './due-soon.ts';
import type { DuePage, DueSoon } from './due-soon.ts';
import type { FlowInclusionsRepository, InclusionProgress } from './flow-inclusions.repository.ts';
import type { Inclusion } from './inclusion.ts';
import { placeOn, raised } from './spread.ts';

export interface IncludeDeps extends ReactorDeps {
  readonly store: ReactorDeps['store'] & Pick<EngineStore, 'enrollMany'>;
  readonly inclusions: Pick<FlowInclusionsRepository, 'find' | 'note' | 'end'>;
}

export interface IncludeJob {
  readonly shop: string;
  readonly flow: string;
  readonly include: string;
}

interface Placed {
  readonly due: DueSoon;
  readonly entry: NewEnrollment;
}

interface PagePlan {
  readonly placed: readonly Placed[];
  readonly progress: Omit<InclusionProgress, 'place'>;
}

/** Who is in already keeps their day, and it counts: where a killed worker left off, too. */
const withExisting = (days: InclusionProgress['days'], due: readonly DueSoon[]): InclusionProgress['days'] =>
  due.reduce((so, { existing }) => (existing?.dueAt === undefined ? so : raised(so, existing.dueAt)), days);

const planPage = ({ due }: DuePage, so: Omit<InclusionProgress, 'place'>, perDay: number): PagePlan => {
  let { entered, leftOut } = so;
  let days = withExisting(so.days, due);
  const placed: Placed[] = [];
  for (const one of due.filter(({ existing }) => existing === undefined)) {
    const at = placeOn(days, one.entry.dueAt, perDay);
    if (at === undefined) {
      leftOut += 1;
      continue;
    }
    days = raised(days, at);
    entered += 1;
    placed.push({ due: one, entry: { ...one.entry, dueAt: at } });
  }
  return { placed, progress: { days, entered, leftOut } };
};

const explained = ({ due: { match }, entry }: Placed, at: Date): DecisionRecord => ({
  shop: entry.shop,
  flow: entry.flow,
  contact: entry.contact,
  about: entry.about,
  enrollment: enrollmentIdOf(entry),
  step: '',
  kind: 'entered',
  reason: 'past_order',
  at,
  detail: {
    anchorAt: entry.anchorAt.toISOString(),
    dueAt: entry.dueAt.toISOString(),
    ...match.timedBy,
  },
});

const enter = async (deps: IncludeDeps, placed: readonly Placed[]): Promise<void> => {
  if (placed.length === 0) return;
  const fresh = await deps.store.enrollMany(placed.map(({ entry }) => entry));
  const at = deps.clock.now();
  await deps.decisions.record(
    placed.filter(({ entry }) => fresh.has(enrollmentIdOf(entry))).map((one) => explained(one, at)),
  );
};

const loadRunning = async (deps: IncludeDeps, { shop, flow }: Inclusion) => {
  const running = (await loadFlows(deps.runtime, shop)).find((one) => one.flow.id === flow);
  const timing = running?.kind.timing;
  return running === undefined || timing === undefined || running.flow.status !== 'live'
    ? undefined
    : { running, timing };
};

const walk = async (deps: IncludeDeps, inclusion: Inclusion, signal: AbortSignal): Promise<boolean> => {
  const { shop, id, perDay, startedAt: now, place } = inclusion;
  const found = await loadRunning(deps, inclusion);
  if (found === undefined) return false;
  let progress: Omit<InclusionProgress, 'place'> = inclusion;
  for await (const page of dueSoon(deps, { shop, ...found, now, before: place })) {
    if (signal.aborted) throw new EncoreError('interrupted');
    const plan = planPage(page, progress, perDay);
    await enter(deps, plan.placed);
    ({ progress } = plan);
    await deps.inclusions.note(shop, id, { ...progress, place: page.place });
  }
  return true;
};

/**
 * The job behind it: page by page, and each person once, for an enrollment's key is its purchase. Done again it goes on
 * behind the last page that was noted. Throws `interrupted` when the worker stops, so that another goes on.
 */
export const includePast = async (deps: IncludeDeps, job: IncludeJob, signal: AbortSignal): Promise<void> => {
  const shop = asShopId(job.shop);
  const inclusion = await deps.inclusions.find(shop, job.include);
  if (inclusion?.state !== 'running' || inclusion.flow !== asFlowId(job.flow)) return;
  const isDone = await walk(deps, inclusion, signal);
  await deps.inclusions.end(shop, inclusion.id, { state: isDone ? 'done' : 'failed', at: deps.clock.now() });
};
