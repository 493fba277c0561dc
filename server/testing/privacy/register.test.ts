import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openData } from '../../app/wiring/data.ts';
import { holdings } from '../../insights/privacy/holdings.ts';
import { retentionDays } from '../../insights/privacy/retention.system.repository.ts';
import { isTest, readPage, sourceFiles } from '../architecture/source-files.ts';
import { testDatabase } from '../mongo.ts';
import type { TestDatabase } from '../mongo.ts';
import { findLeftovers } from './leftovers.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('privacy_register');
  await (await openData(database.connection, { watchClock: false })).clock.close();
});
afterAll(() => database.drop());

const listed = new Set(holdings.map(({ collection }) => collection));

/** `collection: 'x'` of models, `rowsOf(connection, 'x')`, `.collection<Row>('x')`. */
const namesIn = (text: string): readonly string[] =>
  [
    /\bcollection: '(\w+)'/g,
    /rowsOf(?:<[^(]*>)?\(\s*\w+,\s*'(\w+)'/g,
    /\.collection(?:<[^(]*>)?\(\s*'(\w+)'/g,
  ]
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .flatMap(([, name]) => name ?? []);

describe('the register of what is held', () => {
  it('names every collection that the source names', () => {
    const stored = sourceFiles().filter(({ path }) => /^(server|jobs)\//.test(path) && !isTest(path));
    const named = stored.flatMap(({ text }) => namesIn(text));

    expect(named.length).toBeGreaterThan(20);
    expect([...new Set(named)].filter((name) => !listed.has(name)).toSorted()).toEqual([]);
  });

  it('names every collection that a start makes', async () => {
    const made = await database.connection.listCollections();

    expect(made.map(({ name }) => name).filter((name) => !listed.has(name))).toEqual([]);
  });

  it('names each once, and says of what is about people how it goes', () => {
    expect(listed.size).toBe(holdings.length);
    const personal = holdings.filter(({ person }) => person !== undefined);
    expect(personal.filter(({ redaction }) => redaction === 'none')).toEqual([]);
    expect(holdings.filter(({ what, kept }) => what === '' || kept === '')).toEqual([]);
  });

  it('says of each period that a job keeps how long it is', () => {
    for (const [collection, days] of retentionDays)
      expect(holdings.find((one) => one.collection === collection)?.kept).toContain(`${days} days`);
  });

  it('is the table of docs/operations.md', () => {
    const page = new Set(readPage('docs/operations.md').split('\n'));
    const rows = holdings.map(
      (one) => `| \`${one.collection}\` | ${one.what} | ${one.redaction} | ${one.kept} |`,
    );

    expect(rows.filter((row) => !page.has(row))).toEqual([]);
  });
});

describe('the look for leftovers', () => {
  it('finds text, bytes and capitals, in collections nobody told it of', async () => {
    await database.connection
      .collection('nobody_thought_of')
      .insertMany([
        { deep: [{ address: 'Mara@Lumen.example' }] },
        { body: Buffer.from('{"email":"mara@lumen.example"}') },
        { other: 'noor@lumen.example' },
      ]);

    const found = await findLeftovers(database.connection, ['mara@lumen.example']);

    expect(found).toHaveLength(2);
    expect(found.every((line) => line.startsWith('nobody_thought_of '))).toBe(true);
  });
});
