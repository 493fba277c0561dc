import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryPreferences } from '../flows/simulation/memory/memory-preferences.ts';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import { minutesLater } from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import { createRecordFacts } from './record-facts.ts';
import { addressDigest } from './person-digest.ts';
import type { PreferenceRepository, StatedPreferences } from './preferences.repository.ts';

let database: ShopDatabase;
beforeAll(async () => {
  database = await shopDatabase('preferences');
});
afterAll(() => database.drop());

const mara = addressDigest(lumen, 'mara@lumen.example');
const chose = (minute: number, over: Partial<StatedPreferences> = {}): StatedPreferences => ({
  addressDigest: mara,
  weekly: false,
  without: [],
  source: 'page',
  statedAt: minutesLater(minute),
  ...over,
});

const adapters: readonly (readonly [string, () => PreferenceRepository])[] = [
  ['MongoDB', () => database.repositories.preferences],
  ['memory', () => createMemoryPreferences(lumen)],
];

describe.each(adapters)('what somebody chose, in %s', (_name, open) => {
  let preferences: PreferenceRepository;
  beforeEach(async () => {
    preferences = open();
    await preferences.deleteAll(lumen);
  });
  const held = async () => (await preferences.findMany(lumen, [mara])).get(mara);

  it('is nothing as long as they chose nothing', async () => {
    expect(await held()).toBeUndefined();
  });

  it('is the newest by its own time, whatever was heard last', async () => {
    await preferences.stateMany(lumen, [chose(5, { weekly: true })]);
    await preferences.stateMany(lumen, [chose(1, { without: ['feedback'] })]);

    expect(await held()).toMatchObject({ weekly: true, without: [], statedAt: minutesLater(5) });
  });

  it('replaces all that was chosen before', async () => {
    await preferences.stateMany(lumen, [chose(1, { pausedUntil: minutesLater(900), without: ['restock'] })]);
    await preferences.stateMany(lumen, [chose(2, { textVersion: 'leave-2/de', ip: '::1' })]);

    const now = await held();
    expect(now).toMatchObject({ shop: lumen, without: [], textVersion: 'leave-2/de', ip: '::1' });
    expect(now?.pausedUntil).toBeUndefined();
  });

  it('is gone once it was erased', async () => {
    await preferences.stateMany(lumen, [chose(1)]);
    await preferences.erase(lumen, mara);

    expect(await held()).toBeUndefined();
  });
});

describe('the record of choices', () => {
  it('keeps each statement once, also when it is told again', async () => {
    const { preferences } = database.repositories;
    for (const one of [chose(1), chose(2, { weekly: true }), chose(1)])
      await preferences.stateMany(lumen, [one]);

    const row = await database.connection.collection('preferences').findOne({ addressDigest: mara });

    expect(row?.['statements']).toHaveLength(2);
  });

  it('is written where a fact tells of it, and goes with the person', async () => {
    const record = createRecordFacts(database.repositories);
    const person = { address: 'Noor@Lumen.example' };
    const noor = addressDigest(lumen, 'noor@lumen.example');
    const read = async () => (await database.repositories.preferences.findMany(lumen, [noor])).get(noor);

    const statedAt = minutesLater(1);
    const preferences = { person, weekly: true, without: [], source: 'page', statedAt };
    await record(lumen, [{ kind: 'preferences', preferences }], 'page');
    const before = await read();
    await record(lumen, [{ kind: 'redact-person', person, orderIds: [], at: minutesLater(2) }], 'webhook');

    expect(before).toMatchObject({ weekly: true });
    expect(await read()).toBeUndefined();
    expect((await database.repositories.preferences.findMany(umbra, [noor])).size).toBe(0);
  });
});
