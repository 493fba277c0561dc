import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { EncoreError } from '../../lib/errors.ts';
import { runNode } from './stage.ts';
import type { Count, Stage } from './stage.ts';

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
  success: z.boolean(),
});

/** A suite that doesn't load is a failed test, and so is a skipped one: nothing is left out in silence. */
export const countOf = (report: z.infer<typeof reportSchema>): Count => {
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites + report.numPendingTests;
  return { passed: report.numPassedTests, failed: report.success ? failed : Math.max(failed, 1) };
};

const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];

/** Unit, integration, scenario and browser tests. `isLong` takes the long batteries along. */
export const jestStage = (isLong: boolean): Stage => ({
  name: isLong ? 'tests, with the long ones' : 'tests',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'encore-jest-'));
    const file = join(folder, 'report.json');
    try {
      await runNode({
        args: [...jest, '--json', `--outputFile=${file}`],
        env: { ENCORE_TEST_LONG: isLong ? '1' : '0' },
        isLive: true,
      });
      return countOf(reportSchema.parse(JSON.parse(await readFile(file, 'utf8'))));
    } catch (cause) {
      throw new EncoreError('internal_error', { message: 'Jest left no report', cause });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});
