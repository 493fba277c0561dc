// Plain JavaScript for any Node ≥ 18: installs what is missing, then runs every stage on Node 24.
import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from '../app/standalone/install/install-dependencies.mjs';
import { nodeOf } from '../app/standalone/install/is-installed.mjs';
import { createSteps } from '../app/standalone/install/steps.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const startedAt = Date.now();

/** @type {import('node:child_process').ChildProcess | undefined} */
let child;
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child?.kill('SIGTERM'));

const isInstalled = await installDependencies({
  root,
  say: createSteps(startedAt),
  onChild: (npm) => (child = npm),
});
if (!isInstalled) {
  process.stdout.write('Tests: 0 passed, 1 failed\n');
  process.exit(1);
}

const stages = spawn(nodeOf(root), ['server/testing/house/run-stages.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ENCORE_STARTED_AT: String(startedAt) },
});
child = stages;
stages.once('exit', (code) => process.exit(code ?? 1));
