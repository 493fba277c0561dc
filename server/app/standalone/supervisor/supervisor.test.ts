import { join } from 'node:path';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../testing/eventually.ts';
import { tempFolder } from '../../../testing/temp-folder.ts';
import type { TempFolder } from '../../../testing/temp-folder.ts';
import { createPartLog } from './part-log.ts';
import type { PartPlan } from './part.ts';
import { commandOf } from './process-list.ts';
import { usualPolicy } from './restart-policy.ts';
import { createSupervisor } from './supervisor.ts';
import type { Supervisor } from './supervisor.ts';

let folder: TempFolder;
let supervisor: Supervisor;
let said: string[];
let failures: string[];
let pidChanges: number;

const quick = { ...usualPolicy, firstDelayMs: 5, longestDelayMs: 20 };

beforeEach(() => {
  folder = tempFolder();
  said = [];
  failures = [];
  pidChanges = 0;
  supervisor = createSupervisor(
    {
      say: (line) => said.push(line),
      onPids: () => (pidChanges += 1),
      onFailure: (line) => failures.push(line),
    },
    quick,
  );
});
afterEach(async () => {
  await supervisor.stop();
  folder.remove();
});

const note = (text: string): string =>
  `require('fs').appendFileSync(${JSON.stringify(join(folder.path, 'notes'))}, ${JSON.stringify(`${text}\n`)});`;
const notes = (): string => {
  const file = join(folder.path, 'notes');
  if (!existsSync(file)) appendFileSync(file, '');
  return readFileSync(file, 'utf8');
};

const lives = 'setInterval(() => {}, 1000);';

const plan = (name: string, script: string): PartPlan => ({
  name,
  command: process.execPath,
  args: ['-e', script],
  env: process.env,
  stopMs: 300,
  log: createPartLog({ file: join(folder.path, `${name}.log`), onFatal: (line) => said.push(line) }),
});

const pidOf = (name: string): number => supervisor.pids()[name] ?? 0;

describe('the supervisor', () => {
  it('starts a part again that was killed, under a new pid', async () => {
    supervisor.start(plan('web', lives));
    supervisor.markReady();
    const first = pidOf('web');

    process.kill(first, 'SIGKILL');
    await eventually(() => pidOf('web') !== first);

    expect(said).toEqual(['web died (SIGKILL); starting it again']);
    expect(pidChanges).toBe(2);
    expect(failures).toEqual([]);
  });

  it('leaves the other parts alone', async () => {
    supervisor.start(plan('worker', lives));
    supervisor.start(plan('web', lives));
    supervisor.markReady();
    const worker = pidOf('worker');
    const web = pidOf('web');

    process.kill(web, 'SIGKILL');
    await eventually(() => pidOf('web') !== web);

    expect(pidOf('worker')).toBe(worker);
    expect(await commandOf(worker)).toContain('setInterval');
  });

  it('gives up after five deaths within a minute, with one line and the last words', async () => {
    supervisor.markReady();
    supervisor.start(plan('worker', "console.error('no such host'); process.exitCode = 3;"));

    await eventually(() => failures.length > 0);

    expect(said).toHaveLength(4);
    expect(failures[0]).toMatch(/^worker died 5 times within a minute \(exit code 3\)\n {2}no such host/);
  });

  it('gives up at the first death while starting', async () => {
    supervisor.start(plan('web', "console.error('PORT: expected a number'); process.exitCode = 1;"));

    await eventually(() => failures.length > 0);

    expect(failures).toEqual(['web died (exit code 1)\n  PORT: expected a number']);
    expect(said).toEqual([]);
  });

  it('says so when a program is not there', async () => {
    supervisor.start({ ...plan('mongod', ''), command: '/nowhere/mongod' });

    await eventually(() => failures.length > 0);

    expect(failures[0]).toContain('ENOENT');
  });

  it('stops the parts one after the other, the last started first', async () => {
    const stops = (name: string): string =>
      `process.on('SIGTERM', () => { ${note(name)} process.exit(0); }); ${lives} ${note('up')}`;
    supervisor.start(plan('mongod', stops('mongod')));
    supervisor.start(plan('web', stops('web')));
    supervisor.start(plan('worker', stops('worker')));
    await eventually(() => notes().length === 'up\n'.length * 3);

    await supervisor.stop();

    expect(notes().split('\n').slice(3)).toEqual(['worker', 'web', 'mongod', '']);
    expect(failures).toEqual([]);
  });

  it('kills a part that does not stop, and what it had started', async () => {
    const child = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(lives)}], { stdio: 'ignore' })`;
    supervisor.start(
      plan('worker', `process.on('SIGTERM', () => {}); ${lives} console.log('child ' + ${child}.pid);`),
    );
    const log = join(folder.path, 'worker.log');
    await eventually(() => existsSync(log) && /child \d+\n/.test(readFileSync(log, 'utf8')));
    const pids = [pidOf('worker'), Number(/child (\d+)/.exec(readFileSync(log, 'utf8'))?.[1])];

    await supervisor.stop();

    await eventually(async () => (await Promise.all(pids.map(commandOf))).every((one) => one === undefined));
    expect(failures).toEqual([]);
  });

  it('starts nothing while it stops', async () => {
    await supervisor.stop();

    expect(() => supervisor.start(plan('web', lives))).toThrow('stopping');
  });
});
