import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monotonicMs, sleep } from '../../../lib/clock.ts';
import { tempFolder } from '../../temp-folder.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import { allLeft, withWorld } from './with-world.ts';

const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';
const crowd = 24;
const dueInMs = 9000;
const earlyMs = 5000;

/** A process whose clock is what the file says, read anew with every look at it. */
const shiftedBy = (file: string): readonly string[] => [
  'env',
  `LD_PRELOAD=${library}`,
  `FAKETIME_TIMESTAMP_FILE=${file}`,
  'FAKETIME_NO_CACHE=1',
  'FAKETIME_DONT_FAKE_MONOTONIC=1',
];

export const clockSkew: FaultRow = {
  number: 21,
  fault: 'clocks of two workers ten minutes ahead and ten behind; one jumps back by twenty',
  run: async () => {
    if (!existsSync(library))
      return { violations: [], seen: '', notProduced: 'libfaketime is not installed (Debian: `faketime`)' };
    const folder = tempFolder();
    const files = ['ahead', 'behind'].map((name) => join(folder.path, name));
    const [ahead = '', behind = ''] = files;
    writeFileSync(ahead, '+10m\n');
    writeFileSync(behind, '-10m\n');
    const wrapperOf = (worker: number) => shiftedBy(files[worker - 1] ?? behind);
    try {
      return await withWorld({ workers: 2, wrapperOf }, async (world) => {
        const people = crowdOf(allLeft(crowd));
        const dueAtMs = monotonicMs() + dueInMs;
        await leave(world, people, dueInMs);
        await sleep(dueInMs / 2);
        writeFileSync(ahead, '-10m\n');
        const { violations, lost } = await settle(world, people);
        const first = Math.min(...world.written.map(({ atMs }) => atMs));
        const early = dueAtMs - first;
        return {
          violations: [
            ...violations,
            ...expectThat(early < earlyMs, `a mail left ${Math.round(early)} ms early`),
            ...expectThat(lost === 0, `${lost} unknown`),
          ],
          seen: `${crowd} mails, each once, the first ${(-early / 1000).toFixed(1)} s after it was due`,
        };
      });
    } finally {
      folder.remove();
    }
  },
};
