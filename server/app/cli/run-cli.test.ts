import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EncoreError } from '../../lib/errors.ts';
import { silentLogger } from '../../lib/logger.ts';
import { readPage } from '../../testing/architecture/source-files.ts';
import type { Command, CommandIo } from './command.ts';
import { loadCommands } from './commands.ts';
import { allChecks } from './doctor/examine.ts';
import { parseCommandArgs } from './parse-command-args.ts';
import { runCli } from './run-cli.ts';

const greet: Command = {
  name: 'greet',
  summary: 'Says hello.',
  usage: '[--loud]',
  run: async (args, io) => {
    const { values } = parseCommandArgs(args, { options: { loud: { type: 'boolean' } } });
    io.progress('greeting');
    io.out({ loud: values.loud === true }, () => 'hello');
    return 0;
  },
};
const askAddress: Command = {
  name: 'ask address',
  summary: 'Where the database is.',
  usage: '',
  run: async (_args, io: CommandIo) => {
    const uri = await io.mongodbUri();
    io.out(uri, () => uri);
    return 0;
  },
};
const breakDown: Command = {
  name: 'break',
  summary: 'Fails.',
  usage: '',
  run: () => Promise.reject(new EncoreError('database_unreachable')),
};

const run = async (args: readonly string[], env: Record<string, string> = {}) => {
  const printed = { out: '', err: '' };
  const code = await runCli([greet, askAddress, breakDown], args, {
    env,
    stdout: (text) => void (printed.out += text),
    stderr: (text) => void (printed.err += text),
    signal: new AbortController().signal,
    logger: silentLogger,
  });
  return { code, ...printed };
};

describe('encore COMMAND', () => {
  it('prints text for people, and what it is at on stderr', async () => {
    expect(await run(['greet'])).toEqual({ code: 0, out: 'hello\n', err: 'greeting\n' });
  });

  it('prints one JSON document and nothing else with --json, wherever that stands', async () => {
    const before = await run(['--json', 'greet', '--loud']);
    const after = await run(['greet', '--loud', '--json']);

    expect(JSON.parse(before.out)).toEqual({ loud: true });
    expect(after.out).toBe(before.out);
  });

  it.each([
    [[], 'no command was given'],
    [['dance'], 'there is no command dance'],
    [['ask'], 'there is no command ask'],
    [['greet', '--quiet'], 'quiet'],
    [['greet', 'you'], 'you'],
    [['greet', '--data-dir'], '--data-dir names no folder'],
  ])('exits 2 with its usage for %j', async (args, problem) => {
    const { code, out, err } = await run(args);

    expect(code).toBe(2);
    expect(err).toContain('usage_wrong');
    expect(err).toContain(problem);
    expect(err).toContain('Exit code: 0 done, 1 failed, 2 wrong usage.');
    expect(out).toBe('');
  });

  it('exits 1 with the code of what failed, also as the one document', async () => {
    const { code, out, err } = await run(['break', '--json']);

    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'database_unreachable' } });
    expect(err).toMatch(/^encore: database_unreachable: /);
  });

  it('explains itself and each command with --help', async () => {
    const all = await run(['--help']);
    const one = await run(['greet', '--help']);

    expect(all).toMatchObject({ code: 0, err: '' });
    expect(all.out).toContain('ask address  Where the database is.');
    expect(one.out).toContain('encore greet [--loud]');
  });
});

describe('the database of a command', () => {
  const folderWith = async (mongodbUri: string): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'encore-cli-'));
    await writeFile(join(folder, 'demo.json'), JSON.stringify({ mongodbUri, pids: {} }));
    return folder;
  };

  it('is what MONGODB_URI says', async () => {
    const { out } = await run(['ask', 'address'], { MONGODB_URI: 'mongodb://db/encore' });

    expect(out).toBe('mongodb://db/encore\n');
  });

  it('is that of the npm start on the data folder, without any variable set', async () => {
    const folder = await folderWith('mongodb://demo/encore');

    const named = await run(['ask', 'address', '--data-dir', folder]);
    const fromEnv = await run(['ask', 'address'], { DATA_DIR: folder });

    expect([named.out, fromEnv.out]).toEqual(['mongodb://demo/encore\n', 'mongodb://demo/encore\n']);
  });

  it('is the one asked for by name before the one in the environment', async () => {
    const folder = await folderWith('mongodb://demo/encore');

    const { out } = await run(['ask', 'address', `--data-dir=${folder}`], { MONGODB_URI: 'mongodb://db/x' });

    expect(out).toBe('mongodb://demo/encore\n');
  });

  it('is missing with a clear word where nothing runs', async () => {
    const { code, err } = await run(['ask', 'address', '--data-dir', join(tmpdir(), 'encore-nothing')]);

    expect(code).toBe(1);
    expect(err).toContain('config_invalid');
    expect(err).toContain('npm start');
  });
});

describe('the commands there are', () => {
  it('have names of their own, a summary of one line and a usage', async () => {
    const commands = await loadCommands([]);
    const names = commands.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    for (const { summary, usage } of commands) {
      expect(summary).toMatch(/^[^\n]+\.$/);
      expect(typeof usage).toBe('string');
    }
  });

  it('are loaded one by one, and all for who asks for none of them', async () => {
    const namesFor = async (...args: readonly string[]) => (await loadCommands(args)).map(({ name }) => name);
    const all = await namesFor();

    expect(await namesFor('--json', 'learn', 'orders.csv')).toEqual(['learn']);
    expect(await namesFor('frobnicate')).toEqual(all);
    expect(all.length).toBeGreaterThan(5);
    for (const name of all) expect(await namesFor(...name.split(' '))).toContain(name);
  });
});

describe('docs/operations.md', () => {
  it('lists every command', async () => {
    const page = readPage('docs/operations.md');

    const commands = await loadCommands([]);
    const missing = commands.filter(({ name }) => !page.includes(`| \`encore ${name}`));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('lists every check of the doctor', () => {
    const page = readPage('docs/operations.md');

    expect(allChecks.filter(({ name }) => !page.includes(`\`${name}\``)).map(({ name }) => name)).toEqual([]);
  });
});
