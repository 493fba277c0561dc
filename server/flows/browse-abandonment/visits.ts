import { addDuration } from '../../engine/duration.ts';
import type { ReEntry } from '../../engine/program.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import { byTime } from '../triggers/runs.ts';

/** Looks at one product that belong together: from the one that made it often enough, until something follows. */
export interface BrowseRun {
  readonly opener: StoreEvent;
  readonly looks: readonly StoreEvent[];
  readonly last: StoreEvent;
  /** A cart or checkout with the product. */
  readonly endedBy?: StoreEvent | undefined;
}

export interface BrowseRules {
  /** Looks it takes. */
  readonly times: number;
  /** Calendar time in which they have to happen. */
  readonly within: string;
  readonly reEntry: ReEntry;
  readonly zone: string;
}

/** Until when one run keeps the next from beginning. */
const closedUntil = ({ opener }: BrowseRun, { reEntry, zone }: BrowseRules): number => {
  if (reEntry.kind === 'once-per-about') return Infinity;
  if (reEntry.kind === 'after') return addDuration(opener.at, reEntry.duration, { zone }).getTime();
  return -Infinity;
};

const isIn = (look: StoreEvent, now: StoreEvent, { within, zone }: BrowseRules): boolean =>
  addDuration(look.at, within, { zone }).getTime() > now.at.getTime();

const belongs = (run: BrowseRun | undefined, look: StoreEvent, rules: BrowseRules): run is BrowseRun =>
  run !== undefined &&
  (look.at.getTime() < closedUntil(run, rules) || (run.endedBy === undefined && isIn(run.last, look, rules)));

/**
 * Reckoned from everything that is known, so that the order of arrival makes no difference. Looks before a cart don't
 * count after it.
 */
export const browseRuns = (
  looks: readonly StoreEvent[],
  enders: readonly StoreEvent[],
  rules: BrowseRules,
): readonly BrowseRun[] => {
  const ending = new Set(enders.map(({ id }) => id));
  const runs: BrowseRun[] = [];
  let counted: readonly StoreEvent[] = [];
  for (const event of [...looks, ...enders].toSorted(byTime)) {
    const run = runs.at(-1);
    if (ending.has(event.id)) {
      counted = [];
      if (run !== undefined && run.endedBy === undefined) runs.splice(-1, 1, { ...run, endedBy: event });
      continue;
    }
    if (belongs(run, event, rules)) {
      if (run.endedBy === undefined)
        runs.splice(-1, 1, { ...run, looks: [...run.looks, event], last: event });
      continue;
    }
    counted = [...counted.filter((look) => isIn(look, event, rules)), event];
    if (counted.length < rules.times) continue;
    runs.push({ opener: event, looks: counted, last: event });
    counted = [];
  }
  return runs;
};
