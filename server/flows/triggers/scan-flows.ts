import type { ShopId } from '../../lib/brand.ts';
import type { TriggerMatch } from '../flow-kind.ts';
import { followMatch } from '../follow-match.ts';
import type { ReactorDeps } from '../reactor-deps.ts';
import { loadFlows } from '../running-flows.ts';
import type { RunningFlow } from '../running-flows.ts';
import { contextOf } from '../trigger-context.ts';

/** Matches that are followed side by side, so that what they ask the database for is asked together. */
const atOnce = 50;

const followAll = async (
  deps: ReactorDeps,
  { shop, running }: { readonly shop: ShopId; readonly running: RunningFlow },
  matches: readonly TriggerMatch[],
): Promise<void> => {
  const because = running.kind.key;
  for (let index = 0; index < matches.length; index += atOnce)
    await Promise.all(
      matches.slice(index, index + atOnce).map((match) => {
        const again = async () => [match];
        return followMatch(deps, { shop, running, match, because, again, mayOpen: true });
      }),
    );
};

/** Whom time alone brings into the flows of a shop. Any number of times, by any number of workers at once. */
export const scanFlows = async (deps: ReactorDeps, shop: ShopId): Promise<void> => {
  for (const running of await loadFlows(deps.runtime, shop)) {
    const { flow, kind } = running;
    if (flow.status !== 'live' && flow.status !== 'paused') continue;
    const context = contextOf(deps, running);
    await kind.scan?.({ shop, context }, (matches) => followAll(deps, { shop, running }, matches));
  }
};
