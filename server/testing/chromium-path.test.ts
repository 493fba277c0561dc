import { describe, expect, it } from '@jest/globals';
import { findChromium } from './chromium-path.ts';
import type { ChromiumProbes } from './chromium-path.ts';

interface World {
  readonly env?: NodeJS.ProcessEnv;
  /** What runs here; installing adds to it. */
  readonly runs?: readonly string[];
  readonly playwrightBrings?: string;
  readonly debianBrings?: string;
  readonly isRoot?: boolean;
}

const probesOf = ({ env = {}, runs = [], playwrightBrings, debianBrings, isRoot = true }: World) => {
  const present = new Set(runs);
  const installs: string[] = [];
  const install = (name: string, brings: string | undefined) => (): Promise<void> => {
    installs.push(name);
    if (brings === undefined) return Promise.reject(new TypeError('not reachable'));
    present.add(brings);
    return Promise.resolve();
  };
  const probes: ChromiumProbes = {
    env: { PATH: '/usr/bin', ...env },
    runs: (binary) => Promise.resolve(present.has(binary)),
    playwrightPath: () => '/cache/playwright/chrome',
    installPlaywright: install('playwright', playwrightBrings),
    installDebian: isRoot ? install('debian', debianBrings) : undefined,
    say: () => undefined,
  };
  return { probes, installs };
};

describe('findChromium', () => {
  it('takes the named one before the system one', async () => {
    const { probes } = probesOf({
      env: { CHROMIUM_PATH: '/named' },
      runs: ['/named', '/usr/bin/chromium'],
    });

    expect(await findChromium(probes)).toBe('/named');
  });

  it('passes over a named one that does not run', async () => {
    const { probes } = probesOf({ env: { CHROMIUM_PATH: '/named' }, runs: ['/usr/bin/google-chrome'] });

    expect(await findChromium(probes)).toBe('/usr/bin/google-chrome');
  });

  it("takes Playwright's cached download before it installs anything", async () => {
    const { probes, installs } = probesOf({ runs: ['/cache/playwright/chrome'] });

    expect(await findChromium(probes)).toBe('/cache/playwright/chrome');
    expect(installs).toEqual([]);
  });

  it("turns to Playwright's download, then to Debian's package", async () => {
    const { probes, installs } = probesOf({ debianBrings: '/usr/bin/chromium' });

    expect(await findChromium(probes)).toBe('/usr/bin/chromium');
    expect(installs).toEqual(['playwright', 'debian']);
  });

  it('does not touch the system when it is not root', async () => {
    const { probes, installs } = probesOf({ isRoot: false, debianBrings: '/usr/bin/chromium' });

    await expect(findChromium(probes)).rejects.toMatchObject({ code: 'chromium_missing' });
    expect(installs).toEqual(['playwright']);
  });

  it('names every way when none works', async () => {
    const { probes } = probesOf({ playwrightBrings: '/of/no/use' });

    await expect(findChromium(probes)).rejects.toThrow(
      /CHROMIUM_PATH.*Playwright's download: installed, but does not run.*Debian's package: not reachable/,
    );
  });
});
