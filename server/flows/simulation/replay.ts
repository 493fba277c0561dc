import { applyLine } from './apply-line.ts';
import type { Journal, JournalLine } from './journal-line.ts';
import { createLookAfter } from './looks.ts';
import type { LookAfter } from './looks.ts';
import { countOutcomes, outcomesOf } from './outcomes.ts';
import type { Outcome, OutcomeCount } from './outcomes.ts';
import { createReplayWorld } from './replay-world.ts';
import type { ReplayDeps, ReplayWorld } from './replay-world.ts';

export interface ReplayResult {
  readonly journal: {
    readonly version: number;
    readonly shop: string;
    readonly from: string;
    readonly until: string;
    readonly lines: number;
    /** Facts in them, each heard once or again. */
    readonly facts: number;
  };
  readonly counts: readonly OutcomeCount[];
  readonly outcomes: readonly Outcome[];
}

const dayMs = 86_400_000;
/** When work that is due can't be done, as a worker's back-off would have it. */
const stuckMs = 60_000;

const never = Number.POSITIVE_INFINITY;

interface Timeline {
  readonly world: ReplayWorld;
  readonly lookAfter: LookAfter;
  readonly signal: AbortSignal;
  /** When companions are counted again; never while no order came. */
  learnAtMs: number;
  /** Work was looked at now and is still due. */
  isStuck: boolean;
}

const nowMs = ({ world }: Timeline): number => world.clock.now().getTime();

const goTo = ({ world }: Timeline, atMs: number): void => {
  if (atMs > world.clock.now().getTime()) world.clock.set(new Date(atMs));
};

const nextLook = async (timeline: Timeline): Promise<number> => {
  const due = await timeline.world.store.nextDueAt();
  if (due === undefined) return never;
  if (timeline.isStuck) return nowMs(timeline) + stuckMs;
  return timeline.lookAfter(Math.max(due.getTime(), nowMs(timeline)));
};

const look = async (timeline: Timeline): Promise<void> => {
  const { world, signal } = timeline;
  let moved = 1;
  while (moved > 0 && !signal.aborted) ({ moved } = await world.runner.turnOnce(signal));
  const due = await world.store.nextDueAt();
  timeline.isStuck = due !== undefined && due.getTime() <= nowMs(timeline);
};

const learn = async (timeline: Timeline): Promise<void> => {
  await timeline.world.learn();
  timeline.learnAtMs = never;
};

/** Everything that was due before `untilMs`, in its time. */
const passTo = async (timeline: Timeline, untilMs: number): Promise<void> => {
  while (!timeline.signal.aborted) {
    const lookAtMs = await nextLook(timeline);
    const nextMs = Math.min(lookAtMs, timeline.learnAtMs);
    if (nextMs >= untilMs) return;
    goTo(timeline, nextMs);
    await (timeline.learnAtMs <= lookAtMs ? learn(timeline) : look(timeline));
  }
};

const isPast = (line: JournalLine | undefined): boolean =>
  line?.kind === 'facts' && line.source === 'backfill';

const noteOrders = (timeline: Timeline, line: JournalLine): void => {
  if (line.kind !== 'facts') return;
  const isNews = line.facts.some(({ fact }) => fact.kind === 'order' || fact.kind === 'refund');
  if (isNews && timeline.learnAtMs === never)
    timeline.learnAtMs = (Math.floor(nowMs(timeline) / dayMs) + 1) * dayMs;
};

const run = async (timeline: Timeline, journal: Journal, deps: ReplayDeps): Promise<void> => {
  const { world } = timeline;
  const { header, lines } = journal;
  const happening = lines.filter(({ kind }) => kind !== 'look' && kind !== 'send');
  for (const [index, line] of happening.entries()) {
    if (timeline.signal.aborted) return;
    await passTo(timeline, line.at.getTime());
    goTo(timeline, line.at.getTime());
    await applyLine({ world, shop: header.shop, logger: deps.logger }, line);
    noteOrders(timeline, line);
    // A shop's past is learned from as soon as it has been read.
    if (isPast(line) && !isPast(happening[index + 1])) await learn(timeline);
  }
  await passTo(timeline, header.until.getTime() + 1);
};

/** What a journal comes to, decided by the product's own code with a virtual clock and no sender. */
export const replay = async (
  journal: Journal,
  deps: ReplayDeps,
  signal: AbortSignal,
): Promise<ReplayResult> => {
  const world = createReplayWorld(journal, deps);
  const lookAfter = createLookAfter(journal, deps.programOf === undefined);
  await run({ world, lookAfter, signal, learnAtMs: never, isStuck: false }, journal, deps);
  const outcomes = outcomesOf(world.decisions.all());
  const { header, lines } = journal;
  return {
    journal: {
      version: header.version,
      shop: header.shop,
      from: (lines[0]?.at ?? header.until).toISOString(),
      until: header.until.toISOString(),
      lines: lines.length,
      facts: lines.reduce((sum, line) => sum + (line.kind === 'facts' ? line.facts.length : 0), 0),
    },
    counts: countOutcomes(outcomes),
    outcomes,
  };
};
