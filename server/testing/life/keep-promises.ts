import fc from 'fast-check';
import type { Clock } from '../../lib/clock.ts';
import { comeToRest } from './come-to-rest.ts';
import { beginWithCheckout, lives } from './life-commands.ts';
import type { LifeModel } from './life.ts';
import { assertAtRest } from './life-invariants.ts';
import type { LifeStores } from './life-stores.ts';
import { createLife } from './one-life.ts';
import type { Life } from './life.ts';

export interface Trial {
  readonly open: (clock: Clock) => Promise<LifeStores>;
  readonly runs: number;
  /** Commands of one life at most. */
  readonly commands: number;
  /** Told of each life before it begins. */
  readonly begin: (life: Life) => void;
}

/** How often things happened in all lives together: a trial in which nothing happens shows nothing. */
export interface Happened {
  requests: number;
  deaths: number;
  unknown: number;
  exits: number;
}

const freshModel = (): LifeModel => ({
  entered: false,
  mayHaveEntered: false,
  isLive: true,
  endsBy: undefined,
  seen: { last: undefined },
});

/** Runs lives by chance and looks at each after every command and at rest; throws with the seed and the shortest story. */
export const keepPromises = async ({ open, runs, commands, begin }: Trial): Promise<Happened> => {
  const happened: Happened = { requests: 0, deaths: 0, unknown: 0, exits: 0 };
  const property = fc.asyncProperty(fc.boolean(), lives(commands), async (isOpened, story) => {
    const real = await createLife(open);
    begin(real);
    const model = freshModel();
    if (isOpened) await beginWithCheckout(real, model);
    await fc.asyncModelRun(() => ({ model, real }), story);
    await comeToRest(real);
    await assertAtRest(real, model);
    happened.requests += real.provider.requests.length;
    happened.deaths += real.deaths;
    happened.unknown += real.provider.doubtful.size;
    happened.exits += (await real.enrollment())?.state === 'exited' ? 1 : 0;
  });
  await fc.assert(property, { numRuns: runs });
  return happened;
};
