import { addDuration } from '../../engine/duration.ts';
import type { ReEntry } from '../../engine/program.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import type { Verdict } from '../flow-kind.ts';

/**
 * Facts of one person about one thing that belong together: the first opens, the last is where time counts from, and what
 * separates it from the next run ends it.
 */
export interface Run {
  /** In order of time; never empty. */
  readonly facts: readonly StoreEvent[];
  readonly opener: StoreEvent;
  readonly last: StoreEvent;
  readonly endedBy?: StoreEvent | undefined;
}

/** Two of the same moment: the id decides, so that every order of arrival ends alike. */
export const byTime = (one: StoreEvent, other: StoreEvent): number =>
  one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : Number(one.id > other.id));

const runOf = (facts: readonly StoreEvent[], endedBy: StoreEvent | undefined): readonly Run[] => {
  const [opener] = facts;
  const last = facts.at(-1);
  return opener === undefined || last === undefined ? [] : [{ facts, opener, last, endedBy }];
};

/** Each fact is a run of its own, and nothing ends it. */
export const singleRuns = (facts: readonly StoreEvent[]): readonly Run[] =>
  facts.toSorted(byTime).flatMap((fact) => runOf([fact], undefined));

/** Runs between what separates them; a fact may be a separator too, it then ends the run before and opens the next. */
export const separatedRuns = (
  facts: readonly StoreEvent[],
  separators: readonly StoreEvent[],
): readonly Run[] => {
  const opening = new Set(facts.map(({ id }) => id));
  const separating = new Set(separators.map(({ id }) => id));
  const all = new Map([...facts, ...separators].map((event) => [event.id, event]));
  const runs: Run[] = [];
  let current: StoreEvent[] = [];
  for (const event of [...all.values()].toSorted(byTime)) {
    if (separating.has(event.id)) {
      runs.push(...runOf(current, event));
      current = [];
    }
    if (opening.has(event.id)) current.push(event);
  }
  return [...runs, ...runOf(current, undefined)];
};

export interface Admitted {
  readonly run: Run;
  readonly occurrence: string;
  readonly verdict: Verdict;
}

const ended = ({ type }: StoreEvent): Verdict => ({
  kind: 'close',
  reason: type === 'order.placed' ? 'already_ordered' : 'came_back',
  detail: { event: type },
});

const verdictOn = ({ endedBy }: Run): Verdict => (endedBy === undefined ? { kind: 'open' } : ended(endedBy));

const afterDuration = (runs: readonly Run[], duration: string, zone: string): readonly Admitted[] => {
  let mayFrom: Date | undefined;
  return runs.map((run): Admitted => {
    const { opener } = run;
    if (mayFrom !== undefined && opener.at.getTime() < mayFrom.getTime()) {
      const detail = { mayFrom: mayFrom.toISOString() };
      return { run, occurrence: opener.id, verdict: { kind: 'close', reason: 're_entry', detail } };
    }
    mayFrom = addDuration(opener.at, duration, { zone });
    return { run, occurrence: opener.id, verdict: verdictOn(run) };
  });
};

/**
 * Which of the runs may have an enrollment. Reckoned from all facts anew each time, never from what was decided before: a
 * fact that is heard of late changes the verdict on those behind it.
 */
export const admitRuns = (runs: readonly Run[], reEntry: ReEntry, zone: string): readonly Admitted[] => {
  switch (reEntry.kind) {
    case 'once-per-about':
      return runs.slice(0, 1).map((run) => ({ run, occurrence: '', verdict: verdictOn(run) }));
    case 'every-time':
      return runs.map((run) => ({ run, occurrence: run.opener.id, verdict: verdictOn(run) }));
    case 'after':
      return afterDuration(runs, reEntry.duration, zone);
  }
};
