import type { ShopId } from '../../lib/brand.ts';
import type { ReactorDeps } from '../reactor-deps.ts';
import { loadFlows } from '../running-flows.ts';
import { dueSoon } from './due-soon.ts';
import { dayOf } from './spread.ts';

export interface PastPreview {
  /** People who would be taken in, each once. */
  readonly people: number;
  /** What they would be written about; one person may be due for several things. */
  readonly dues: number;
  /** Those of them whose time was learned; the others hang on the merchant's number. */
  readonly learned: number;
  /** Who is due then and in the flow already. */
  readonly already: number;
  readonly days: readonly { readonly day: string; readonly count: number }[];
  /** False where there are more orders than are looked at for a preview. */
  readonly complete: boolean;
}

/** A preview is waited for: it looks at the newest of them. */
const mostPages = 25;

/** What taking in would do now, by the same judgement; null when there is no such flow, or its kind knows no past. */
export const previewPast = async (
  deps: ReactorDeps,
  shop: ShopId,
  flow: string,
): Promise<PastPreview | null> => {
  const running = (await loadFlows(deps.runtime, shop)).find((one) => one.flow.id === flow);
  const timing = running?.kind.timing;
  if (running === undefined || timing === undefined) return null;
  const people = new Set<string>();
  const days = new Map<string, number>();
  const counts = { dues: 0, learned: 0, already: 0 };
  let pages = 0;
  let complete = true;
  for await (const { due } of dueSoon(deps, { shop, running, timing, now: deps.clock.now() })) {
    for (const { match, entry, existing } of due) {
      if (existing !== undefined) {
        counts.already += 1;
        continue;
      }
      counts.dues += 1;
      if (match.timedBy?.['numberOf'] === 'learned') counts.learned += 1;
      people.add(match.contact);
      days.set(dayOf(entry.dueAt), (days.get(dayOf(entry.dueAt)) ?? 0) + 1);
    }
    pages += 1;
    if (pages === mostPages) {
      complete = false;
      break;
    }
  }
  const byDay = [...days]
    .map(([day, count]) => ({ day, count }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
  return { people: people.size, ...counts, days: byDay, complete };
};
