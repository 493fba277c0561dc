import { applyLine } from './apply-line.ts';
import { isFromPast } from '../../shop/store-event.ts';
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
  /** The next midnight, when companions are counted again and flows looked through. */
  nightAtMs: number;
  /** Orders came since companions were counted. */
  isNewsForCompanions: boolean;
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

const nightAfter = (ms: number): number => (Math.floor(ms / dayMs) + 1) * dayMs;

const learn = async (timeline: Timeline): Promise<void> => {
  await timeline.world.learn();
  timeline.isNewsForCompanions = false;
};

/** What the nightly jobs do, at the time at which they do it. */
const passNight = async (timeline: Timeline): Promise<void> => {
  timeline.nightAtMs = nightAfter(nowMs(timeline));
  if (timeline.isNewsForCompanions) await learn(timeline);
  await timeline.world.scan();
};

/** Everything that was due before `untilMs`, in its time. */
const passTo = async (timeline: Timeline, untilMs: number): Promise<void> => {
  while (!timeline.signal.aborted) {
    const lookAtMs = await nextLook(timeline);
    const nextMs = Math.min(lookAtMs, timeline.nightAtMs);
    if (nextMs >= untilMs) return;
    goTo(timeline, nextMs);
    await (timeline.nightAtMs <= lookAtMs ? passNight(timeline) : look(timeline));
  }
};

const isPast = (line: JournalLine | undefined): boolean => line?.kind === 'facts' && isFromPast(line.source);

const noteOrders = (timeline: Timeline, line: JournalLine): void => {
  if (line.kind === 'facts')
    timeline.isNewsForCompanions ||= line.facts.some(
      ({ fact }) => fact.kind === 'order' || fact.kind === 'refund',
    );
};

const run = async (timeline: Timeline, journal: Journal, deps: ReplayDeps): Promise<void> => {
  const { world } = timeline;
  const { header, lines } = journal;
  const happening = lines.filter(({ kind }) => kind !== 'look' && kind !== 'send');
  for (const [index, line] of happening.entries()) {
    if (timeline.signal.aborted) return;
    await passTo(timeline, line.at.getTime());
    goTo(timeline, line.at.getTime());
    await applyLine({ world, shop: header.shop, logger: deps.logger, signal: timeline.signal }, line);
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
  const nightAtMs = nightAfter(world.clock.now().getTime());
  const timeline = { world, lookAfter, signal, nightAtMs, isNewsForCompanions: false, isStuck: false };
  await run(timeline, journal, deps);
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
