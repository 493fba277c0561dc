import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { abandonedCheckoutPreset } from '../../flows/abandoned-checkout/preset.ts';
import { createFlowRepository } from '../../flows/flow.repository.ts';
import { createFlowVersionRepository } from '../../flows/flow-version.repository.ts';
import { readJournal } from '../../flows/simulation/read-journal.ts';
import { asShopId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import { silentLogger } from '../../lib/logger.ts';
import { createJournalFacts } from '../../shop/journal/journal-facts.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import { aShop } from '../../testing/flows/builders.ts';
import { cartFlow, flowLine, leftBy } from '../../testing/flows/journal-builders.ts';
import { builtAt, minutesLater } from '../../testing/shop/build-facts.ts';
import { shopDatabase } from '../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../testing/shop/shop-database.ts';
import { journalExportCommand } from './journal-export.command.ts';
import { runCli } from './run-cli.ts';
import { simulateCommand } from './simulate.command.ts';

const shop = asShopId('lumen.myshopify.com');
const { program } = abandonedCheckoutPreset;

let database: ShopDatabase;
let folder: string;

const file = (name: string): string => join(folder, name);

const run = async (...args: readonly string[]) => {
  const printed = { out: '', err: '' };
  const code = await runCli([journalExportCommand, simulateCommand], args, {
    env: { MONGODB_URI: database.uri },
    stdout: (text) => void (printed.out += text),
    stderr: (text) => void (printed.err += text),
    signal: new AbortController().signal,
    logger: silentLogger,
  });
  return { code, ...printed };
};

const resultSchema = z.object({ outcomes: z.array(z.looseObject({ outcome: z.string(), at: z.string() })) });
const outcomesIn = (out: string) => resultSchema.parse(JSON.parse(out)).outcomes;
const sentIn = (out: string): readonly string[] =>
  outcomesIn(out)
    .filter(({ outcome }) => outcome === 'sent')
    .map(({ at }) => at);

beforeAll(async () => {
  database = await shopDatabase('replay-commands');
  folder = await mkdtemp(join(tmpdir(), 'encore-journal-'));
  const { repositories, connection } = database;
  const { id: _id, platform, status: _status, installedAt: at, ...settings } = aShop();
  await repositories.shops.install(shop, { platform, settings, at });
  const { flowKind: kind, title, status, version } = flowLine();
  const created = { createdAt: minutesLater(-60), updatedAt: minutesLater(-60) };
  const frozen = { shop, flow: cartFlow, version, program, createdAt: minutesLater(-60) };
  await createFlowVersionRepository(connection).insertMissing(shop, [frozen]);
  await createFlowRepository(connection).insertMissing(shop, [
    { shop, id: cartFlow, kind, title, status, version, rev: 0, ...created },
  ]);
  const journal = createJournalFacts(repositories.journal, createManualClock(builtAt));
  await createRecordFacts(repositories, journal)(shop, leftBy('ada@example.com'), 'webhook');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.drop();
});

describe('encore journal export', () => {
  it('writes a file that only its owner reads, also over one that everybody read', async () => {
    await writeFile(file('open.jsonl'), 'old', { mode: 0o644 });

    const { code, out } = await run('journal', 'export', '--out', file('open.jsonl'), '--json');

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ shop, file: file('open.jsonl'), anonymous: false });
    expect((await stat(file('open.jsonl'))).mode & 0o777).toBe(0o600);
    const text = await readFile(file('open.jsonl'), 'utf8');
    expect(readJournal(text).lines.map(({ kind }) => kind)).toEqual([
      'shop',
      'flow-version',
      'flow',
      'facts',
    ]);
  });

  it('goes to stdout without a file, and to a pipe as one document with --json', async () => {
    const plain = await run('journal', 'export', '--shop', shop);
    const json = await run('journal', 'export', '--shop', shop, '--json');

    expect(readJournal(plain.out).header.shop).toBe(shop);
    expect(JSON.parse(json.out)).toMatchObject({ header: { shop }, lines: expect.any(Array) });
  });

  it('names nobody with --anonymous, and replays to the same enrollments', async () => {
    await run('journal', 'export', '--out', file('told.jsonl'));
    await run('journal', 'export', '--out', file('hidden.jsonl'), '--anonymous');

    const told = await run('simulate', '--journal', file('told.jsonl'), '--json');
    const hidden = await run('simulate', '--journal', file('hidden.jsonl'), '--json');

    expect(await readFile(file('hidden.jsonl'), 'utf8')).not.toMatch(/ada@example\.com|Mara/);
    expect(outcomesIn(hidden.out)).toEqual(outcomesIn(told.out));
  });

  it('says which shop it does not know', async () => {
    const { code, err } = await run('journal', 'export', '--shop', 'nobody.example');

    expect(code).toBe(1);
    expect(err).toContain('there is no shop nobody.example');
  });
});

describe('encore simulate', () => {
  const exported = async (): Promise<string> => {
    await run('journal', 'export', '--out', file('journal.jsonl'));
    return file('journal.jsonl');
  };

  it('says what comes of the journal, the same twice, and nothing else on stdout', async () => {
    const journal = await exported();

    const one = await run('simulate', '--journal', journal, '--json');
    const other = await run('--json', 'simulate', '--journal', journal);

    expect(one.code).toBe(0);
    expect(sentIn(one.out)).toEqual([minutesLater(30).toISOString(), minutesLater(1800).toISOString()]);
    expect(other.out).toBe(one.out);
  });

  it('is short for people', async () => {
    const { out } = await run('simulate', '--journal', await exported());

    expect(out).toContain('1 abandoned-checkout checkout-1 sent accepted');
  });

  it('says what another program would have done', async () => {
    const [wait, ...rest] = program.steps;
    const later = { ...program, steps: [{ ...wait, args: { for: 'PT2H', from: 'entry' } }, ...rest] };
    await writeFile(file('flow.json'), JSON.stringify(later));

    const { out } = await run(
      'simulate',
      '--journal',
      await exported(),
      '--flow',
      file('flow.json'),
      '--json',
    );

    expect(sentIn(out)[0]).toBe(minutesLater(120).toISOString());
  });

  it.each([
    ['{"journal":"encore","version":1', 'line 1: is not JSON'],
    ['{"journal":"encore","version":9}', 'line 1: version 9'],
  ])('does nothing with %s, and says where', async (line, where) => {
    await writeFile(file('broken.jsonl'), `${line}\n`);

    const { code, out } = await run('simulate', '--journal', file('broken.jsonl'), '--json');

    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      error: { code: 'journal_invalid', message: expect.stringContaining(where) },
    });
  });

  it('refuses a program that does not parse, with the path', async () => {
    await writeFile(
      file('flow.json'),
      JSON.stringify({ ...program, steps: [{ id: 'x', key: 'fly', args: {} }] }),
    );

    const { code, err } = await run('simulate', '--journal', await exported(), '--flow', file('flow.json'));

    expect(code).toBe(1);
    expect(err).toContain('program_invalid: steps.0.key');
  });

  it.each([
    ['no journal', ['simulate']],
    ['an option nobody knows', ['simulate', '--journal', 'x', '--speed', '9']],
    ['a word too many', ['journal', 'export', 'all']],
  ])('exits with 2 for %s', async (_what, args) => {
    expect((await run(...args)).code).toBe(2);
  });

  it('says which file is not there', async () => {
    const { code, err } = await run('simulate', '--journal', file('gone.jsonl'));

    expect(code).toBe(1);
    expect(err).toContain('gone.jsonl');
  });
});
