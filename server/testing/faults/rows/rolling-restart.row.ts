import { sleep } from '../../../lib/clock.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import { allLeft, withWorld } from './with-world.ts';

const waves = 6;
const peopleAWave = 20;

export const rollingRestart: FaultRow = {
  number: 5,
  fault: 'every worker told to stop (SIGTERM) in turn while mails are due',
  run: () =>
    withWorld({ workers: 3 }, async (world) => {
      world.provider.delay(120);
      const people = Array.from({ length: waves }, () => crowdOf(allLeft(peopleAWave)));
      const told = people.map((wave, index) => leave(world, wave, 1000 + index * 900));
      const stops: { readonly code: number | null; readonly tookMs: number }[] = [];
      await sleep(1200);
      for (const worker of world.workers) {
        stops.push(await worker.stop());
        await worker.start();
      }
      await Promise.all(told);
      const { violations, lost } = await settle(world, people.flat());
      const slowest = Math.max(...stops.map(({ tookMs }) => tookMs));
      return {
        violations: [
          ...violations,
          ...stops
            .filter(({ code }) => code !== 0)
            .map(({ code }) => `a worker ended with ${code ?? 'a signal'}`),
          ...expectThat(slowest < 10_000, `a worker took ${Math.round(slowest)} ms to stop`),
          ...expectThat(lost === 0, `${lost} outcomes are unknown after a graceful stop`),
        ],
        seen: `${waves * peopleAWave} mails, 3 workers restarted, slowest stop ${(slowest / 1000).toFixed(1)} s, ${lost} unknown`,
      };
    }),
};
