import { monotonicMs, sleep } from '../../../lib/clock.ts';
import { eventually } from '../../eventually.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import { merchantOf, shopNames } from '../world/shops.ts';
import { allLeft, withWorld } from './with-world.ts';

const waves = 30;
const everyMs = 250;
const stopsWithinMs = 2000;
const patienceMs = 60_000;
const [paused] = shopNames;

export const pausedFlow: FaultRow = {
  number: 27,
  fault: 'flow paused by the merchant while its mails go out, then live again',
  run: () =>
    withWorld({ workers: 2 }, async (world) => {
      const people = Array.from({ length: waves }, () => crowdOf(allLeft(4)));
      await Promise.all(people.map((wave, index) => leave(world, wave, 1500 + index * everyMs)));
      // On a busy machine the first mail takes its time, and a pause before it would try nothing.
      await eventually(() => world.written.some(({ shop }) => shop === paused), patienceMs).catch(
        () => undefined,
      );
      await sleep((waves * everyMs) / 6);
      const merchant = merchantOf(paused, world.appUrl);
      await merchant.switchFlow('paused');
      const pausedAtMs = monotonicMs();
      await sleep((waves * everyMs) / 3 + 2 * stopsWithinMs);
      const resumedAtMs = monotonicMs();
      const ofShop = world.written.filter(({ shop }) => shop === paused);
      const before = ofShop.filter(({ atMs }) => atMs <= pausedAtMs).length;
      const after = ofShop.filter(({ atMs }) => atMs > pausedAtMs && atMs < resumedAtMs);
      const lastMs = Math.max(0, ...after.map(({ atMs }) => atMs - pausedAtMs));
      await merchant.switchFlow('live');
      const { violations, stories } = await settle(world, people.flat());
      const mailed = stories.filter(({ messages }) => messages.some(({ status }) => status === 'accepted'));
      const undecided = stories.filter(
        ({ person, messages }) => person.shop !== paused && messages.length === 0,
      );
      return {
        violations: [
          ...violations,
          ...expectThat(before > 0, 'nothing had gone out before the pause'),
          ...expectThat(lastMs < stopsWithinMs, `a mail left ${Math.round(lastMs)} ms after the pause`),
          ...expectThat(undecided.length === 0, `${undecided.length} of the other shop were held up`),
        ],
        seen: `${before} mails before the pause, the last one ${Math.round(lastMs)} ms after it, ${mailed.length} of ${waves * 4} mailed, the others put off with that reason`,
      };
    }),
};
