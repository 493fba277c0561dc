import { resolve } from 'node:path';
import { buildAdmin } from '../../app/standalone/install/build-admin.ts';
import { createSteps } from '../../app/standalone/install/steps.mjs';
import { findMongod, realProbes } from '../../app/standalone/mongod/find-mongod.ts';
import { realNow } from '../../lib/clock.ts';
import { chromiumPath } from '../chromium-path.ts';
import { jestStage } from './jest-stage.ts';
import { runNode, runStages } from './stage.ts';
import type { Stage } from './stage.ts';

const root = resolve(import.meta.dirname, '../../..');
const say = createSteps(Number(process.env['ENCORE_STARTED_AT'] ?? realNow().getTime()));

const tool = (name: string, ...args: readonly string[]): Stage => ({
  name,
  run: async () => ((await runNode({ args })) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
});

const preparation = (name: string, work: () => Promise<unknown>): Stage => ({
  name,
  run: async () => {
    await work();
    return { passed: 1, failed: 0 };
  },
});

const stages: readonly Stage[] = [
  preparation('MongoDB is here', () => findMongod(realProbes(say))),
  preparation('Chromium is here', async () => {
    process.env['CHROMIUM_PATH'] = await chromiumPath(say);
  }),
  preparation('the admin builds', () => buildAdmin({ root, say })),
  tool('lint', 'node_modules/oxlint/bin/oxlint'),
  tool('format', 'node_modules/oxfmt/bin/oxfmt', '--check', '.'),
  tool('types: server and jobs', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'),
  tool('types: web', 'node_modules/typescript/bin/tsc', '-p', 'web/tsconfig.json'),
  tool('types: extensions', 'node_modules/typescript/bin/tsc', '-p', 'extensions/tsconfig.json'),
  tool('imports', 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', 'server', 'jobs', 'web'),
  tool('unused code', 'node_modules/knip/bin/knip.js'),
  jestStage(process.argv.includes('--all')),
];

const { passed, failed, failedStages } = await runStages(stages, say);
if (failedStages.length > 0) say(`failed: ${failedStages.join(', ')}`);
process.stdout.write(`Tests: ${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
