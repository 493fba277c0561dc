import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled, missingPackages } from './is-installed.mjs';

const progressEveryMs = 5_000;

/** @param {string} folder */
const entries = (folder) =>
  existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];

/**
 * npm makes all folders first and fills them one by one: only those with a manifest count.
 * @param {string} root
 */
const installedSoFar = (root) => {
  const modules = join(root, 'node_modules');
  const folders = entries(modules).flatMap((name) =>
    name.startsWith('@') ? entries(join(modules, name)).map((inner) => join(name, inner)) : [name],
  );
  return folders.filter((folder) => existsSync(join(modules, folder, 'package.json'))).length;
};

/** The npm that started us when there is one: it is there for certain, whatever PATH says. */
const npmCommand = () => {
  const npm = process.env['npm_execpath'];
  return npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
};

const options = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * @param {string} root
 * @param {(child: import('node:child_process').ChildProcess) => void} onChild
 * @returns {Promise<{ code: number | null, output: string }>}
 */
const runNpm = (root, onChild) =>
  new Promise((resolve, reject) => {
    const [command = 'npm', ...first] = npmCommand();
    const child = spawn(command, [...first, ...options], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    onChild(child);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });

/** @param {string} root */
const expectedTopLevel = (root) => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.keys(packages).filter((path) => path.split('node_modules/').length === 2).length;
};

/**
 * Makes node_modules what package-lock.json says; does nothing when it already is.
 * @param {{ root: string, say: (line: string) => void, onChild?: (child: import('node:child_process').ChildProcess) => void }} options
 * @returns {Promise<boolean>} whether the packages are there
 */
export const installDependencies = async ({ root, say, onChild = () => undefined }) => {
  if (isInstalled(root)) return true;
  say(`installing packages with npm ci (${missingPackages(root)} missing)`);
  const expected = expectedTopLevel(root);
  const timer = setInterval(
    () => say(`  ${installedSoFar(root)} of about ${expected} packages`),
    progressEveryMs,
  );
  const { code, output } = await runNpm(root, onChild).finally(() => clearInterval(timer));
  if (code === 0 && isInstalled(root)) return true;
  say(`the packages could not be installed: npm ci ended with ${code}`);
  process.stderr.write(output);
  return false;
};
