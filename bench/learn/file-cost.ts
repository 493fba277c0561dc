import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EncoreError } from '../../server/lib/errors.ts';
import { tempFolder } from '../../server/testing/temp-folder.ts';
import { figure } from '../harness/report.ts';
import type { Figure, Ratio } from '../harness/report.ts';
import { rounded } from '../harness/statistics.ts';
import { writeLargeFile } from './large-file.ts';

const lines = 1_000_000;
const encore = join(import.meta.dirname, '../../server/app/cli/main.ts');
const tellUsage = new URL('tell-usage.ts', import.meta.url).href;

/** CPU in microseconds, memory in kilobytes (getrusage). */
const usageSchema = z.object({ userCPUTime: z.number(), systemCPUTime: z.number(), maxRSS: z.number() });

const learnFile = async (path: string): Promise<z.infer<typeof usageSchema>> => {
  const args = ['--import', tellUsage, encore, 'learn', path, '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child, 'close');
  if (child.exitCode !== 0) throw new EncoreError('internal_error', { message: `encore learn: ${said}` });
  return usageSchema.parse(JSON.parse(said.trim().split('\n').at(-1) ?? ''));
};

/** What `encore learn` takes for a file of a million lines, from its first byte to the last of the document. */
export const fileCost = async (): Promise<{ figures: Figure[]; ratios: Ratio[] }> => {
  const folder = tempFolder();
  try {
    const path = join(folder.path, 'orders.csv');
    const { orders, customers } = await writeLargeFile(path, lines);
    const { userCPUTime, systemCPUTime, maxRSS } = await learnFile(path);
    const cpuSeconds = rounded((userCPUTime + systemCPUTime) / 1e6);
    const memoryMb = rounded(maxRSS / 1024);
    return {
      figures: [
        figure('the file: orders', orders, ''),
        figure('the file: customers', customers, ''),
        figure('the file: size', (await stat(path)).size / 1e6, 'MB'),
      ],
      ratios: [
        { name: 'a million lines from a file, CPU seconds', value: cpuSeconds, goal: 20, better: 'lower' },
        { name: 'a million lines from a file, peak MB', value: memoryMb, goal: 500, better: 'lower' },
      ],
    };
  } finally {
    folder.remove();
  }
};
