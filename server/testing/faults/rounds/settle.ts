import { monotonicMs, sleep } from '../../../lib/clock.ts';
import { unrestOf } from '../invariants/at-rest.ts';
import { violationsAtRest, violationsIn } from '../invariants/check.ts';
import { readStories } from '../invariants/read-ledger.ts';
import type { Story } from '../invariants/read-ledger.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import type { Person } from '../world/people.ts';
import { tellOfUnknown } from './tell-provider.ts';

export interface Settled {
  readonly stories: readonly Story[];
  /** Broken invariants; empty is what every trial wants. */
  readonly violations: readonly string[];
  /** Rows that ended `unknown` and that the provider never took. */
  readonly unknown: number;
  /** Of these, those that no silent provider explains. */
  readonly lost: number;
}

interface SettleOptions {
  /** Whether the provider sends events for what it took. */
  readonly tells?: boolean | undefined;
}

/** Only decides how long a failure takes: the machine may be busy with other things. */
const patienceMs = 120_000;
const lookEveryMs = 150;

/** What holds only once nothing moves gets a moment to come true. */
const atRest = async (world: FaultWorld): Promise<readonly string[]> => {
  const giveUpMs = monotonicMs() + 20_000;
  for (;;) {
    const found = await violationsAtRest(world);
    if (found.length === 0 || monotonicMs() > giveUpMs) return found;
    await sleep(lookEveryMs);
  }
};

/** Waits until these people's stories have come to rest, then looks at all five invariants from outside. */
export const settle = async (
  world: FaultWorld,
  people: readonly Person[],
  { tells = true }: SettleOptions = {},
): Promise<Settled> => {
  const giveUpMs = monotonicMs() + patienceMs;
  let stories = await readStories(world, people);
  for (;;) {
    const told = tells ? await tellOfUnknown(world, stories) : 0;
    const isResting = told === 0 && stories.every((story) => unrestOf(story) === undefined);
    if (isResting || monotonicMs() > giveUpMs) break;
    await sleep(lookEveryMs);
    stories = await readStories(world, people);
  }
  const violations = [...violationsIn(world, stories), ...(await atRest(world))];
  const unknown = stories.flatMap(({ messages }) => messages.filter(({ status }) => status === 'unknown'));
  const lost = unknown.filter(({ reason }) => reason !== 'timeout');
  return { stories, violations, unknown: unknown.length, lost: lost.length };
};
