import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { withProgress } from '../app/standalone/install/with-progress.ts';
import { EncoreError } from '../lib/errors.ts';

const run = promisify(execFile);

/** What the finder touches outside itself; tests put their own in. */
export interface ChromiumProbes {
  readonly env: NodeJS.ProcessEnv;
  readonly runs: (binary: string) => Promise<boolean>;
  readonly playwrightPath: () => string;
  readonly installPlaywright: () => Promise<unknown>;
  /** Undefined where there is no apt or we may not use it. */
  readonly installDebian: (() => Promise<unknown>) | undefined;
  readonly say: (line: string) => void;
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macPath = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

const runs = async (binary: string): Promise<boolean> => {
  try {
    await run(binary, ['--version'], { timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
};

const installPlaywright = (): Promise<unknown> =>
  run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium'], { timeout: 120_000 });

const installDebian = async (): Promise<void> => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { timeout: 120_000, env });
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-inter'], {
    timeout: 300_000,
    maxBuffer: 2 ** 25,
    env,
  });
};

const realProbes = (say: (line: string) => void): ChromiumProbes => ({
  env: process.env,
  runs,
  playwrightPath: () => chromium.executablePath(),
  installPlaywright,
  installDebian: process.platform === 'linux' && process.getuid?.() === 0 ? installDebian : undefined,
  say,
});

const firstThatRuns = async (
  binaries: readonly string[],
  probes: ChromiumProbes,
): Promise<string | undefined> => {
  for (const binary of binaries) if (await probes.runs(binary)) return binary;
  return undefined;
};

const onSystem = ({ env }: ChromiumProbes): readonly string[] => {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), macPath];
};

const present = (probes: ChromiumProbes): Promise<string | undefined> => {
  const named = probes.env['CHROMIUM_PATH'];
  const all = [...onSystem(probes), probes.playwrightPath()];
  return firstThatRuns(named === undefined || named === '' ? all : [named, ...all], probes);
};

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').slice(0, 200);

/** A Chromium that runs here: named, the system's, Playwright's or Debian's; else an EncoreError naming the ways. */
export const findChromium = async (probes: ChromiumProbes): Promise<string> => {
  const found = await present(probes);
  if (found !== undefined) return found;
  const failures: string[] = [];
  const ways = [
    { name: "Playwright's download", install: probes.installPlaywright },
    { name: "Debian's package", install: probes.installDebian },
  ];
  for (const { name, install } of ways) {
    if (install === undefined) continue;
    try {
      await withProgress(`fetching Chromium by ${name}`, probes.say, install);
      const installed = await present(probes);
      if (installed !== undefined) return installed;
      failures.push(`${name}: installed, but does not run here`);
    } catch (error) {
      failures.push(`${name}: ${reasonOf(error)}`);
    }
  }
  const message = `no Chromium for the browser tests (set CHROMIUM_PATH; tried ${failures.join('; ')})`;
  throw new EncoreError('chromium_missing', { message });
};

export const chromiumPath = (say: (line: string) => void = () => undefined): Promise<string> =>
  findChromium(realProbes(say));
