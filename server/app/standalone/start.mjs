// Plain JavaScript for any Node ≥ 18: installs what is missing (Node 24 among it), then hands over to main.ts.
import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './install/install-dependencies.mjs';
import { nodeOf } from './install/is-installed.mjs';
import { createSteps } from './install/steps.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const startedAt = Date.now();
const say = createSteps(startedAt);
const parent = process.ppid;

/** @type {import('node:child_process').ChildProcess | undefined} */
let child;
let stopping = false;

const stop = () => {
  stopping = true;
  child?.kill('SIGTERM');
};

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
setInterval(() => {
  if (process.ppid !== parent) stop();
}, 500).unref();

const installed = await installDependencies({ root, say, onChild: (npm) => (child = npm) });
if (!installed || stopping) process.exit(stopping ? 0 : 1);

const main = spawn(nodeOf(root), ['server/app/standalone/main.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ENCORE_STARTED_AT: String(startedAt) },
});
child = main;
main.once('error', (error) => {
  say(`Node 24 could not be started: ${error.message}`);
  process.exit(1);
});
main.once('exit', (code) => process.exit(code ?? (stopping ? 0 : 1)));
