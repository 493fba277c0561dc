import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createRandom } from '../../app/standalone/demo-store/history/random.ts';
import { realNow } from '../../lib/clock.ts';
import { namedPoints } from './points/named-points.ts';
import { killRound } from './rounds/kill-round.ts';
import { loseReply } from './rows/reply-lost.row.ts';
import { openFaultWorld } from './world/fault-world.ts';
import type { FaultWorld } from './world/fault-world.ts';

jest.setTimeout(240_000);

const seed = Number(process.env['FAULTS_SEED'] ?? realNow().getTime() % 1_000_000);
const random = createRandom(seed);

const plain = (moment: 'before' | 'after') =>
  namedPoints.filter((point) => point.circumstance === 'plain' && point.moment === moment);
const some = (moment: 'before' | 'after') => {
  const points = plain(moment);
  return points[random.below(points.length)] ?? points[0];
};
const at = (name: string) =>
  namedPoints.find(({ operation, moment }) => `${operation} ${moment}` === name) ?? null;

/** The short of `npm run faults`; another seed tries other points. */
describe(`processes die and replies are lost, seed ${seed}`, () => {
  let world: FaultWorld;

  beforeAll(async () => {
    world = await openFaultWorld({ workers: 2 });
  });

  afterAll(() => world.close());

  it.each([
    ['the provider took the mail', at('WRITE after')],
    ['the delivery was stored', at('I1 after')],
    ['something of chance was done', some('after') ?? null],
    ['nobody knows what', null],
  ])('breaks no promise when a process dies after %s', async (_when, point) => {
    const { violations } = await killRound(world, { point, random });

    expect(violations).toEqual([]);
  });

  it.each([['ROWS after'], ['SETTLE after']])(
    'sends every mail once, none unknown, when the reply of %s is lost',
    async (name) => {
      const point = at(name);
      if (point === null) throw new TypeError(`no point ${name}`);

      const { violations } = await loseReply(world, point);

      expect(violations).toEqual([]);
    },
  );
});
