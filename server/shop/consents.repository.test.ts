import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import { builtAt, minutesLater } from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import { consentRows } from './consents.model.ts';
import type { ConsentRepository, StatedConsent } from './consents.repository.ts';
import { addressDigest } from './person-digest.ts';

let database: ShopDatabase;
let consents: ConsentRepository;
const mara = addressDigest(lumen, 'mara@lumen.example');

const said = (
  state: StatedConsent['state'],
  minute: number,
  over: Partial<StatedConsent> = {},
): StatedConsent => ({
  addressDigest: mara,
  state,
  source: 'form',
  statedAt: minutesLater(minute),
  ...over,
});
const state = async (): Promise<string | undefined> => (await consents.find(lumen, mara))?.state;

beforeAll(async () => {
  database = await shopDatabase('consents');
  consents = database.repositories.consents;
});
beforeEach(async () => {
  await consents.deleteAll(lumen);
  await consents.deleteAll(umbra);
});
afterAll(() => database.drop());

describe('what somebody said', () => {
  it('is nothing as long as they said nothing', async () => {
    expect(await consents.find(lumen, mara)).toBeUndefined();
  });

  it('is the newest by its own time, whatever was heard last', async () => {
    await consents.stateMany(lumen, [said('unsubscribed', 5)]);
    await consents.stateMany(lumen, [said('subscribed', 1)]);

    expect(await state()).toBe('unsubscribed');
  });

  it('is undone by a later opt-in', async () => {
    await consents.stateMany(lumen, [said('unsubscribed', 5)]);
    await consents.stateMany(lumen, [said('subscribed', 6)]);

    expect(await state()).toBe('subscribed');
  });

  it('is a refusal when both were said in one moment, in whatever sequence', async () => {
    await consents.stateMany(lumen, [said('unsubscribed', 5), said('subscribed', 5)]);
    const one = await state();
    await consents.deleteAll(lumen);

    await consents.stateMany(lumen, [said('subscribed', 5), said('unsubscribed', 5)]);

    expect([one, await state()]).toEqual(['unsubscribed', 'unsubscribed']);
  });

  it('keeps its time when it is only repeated, so a refusal in between holds', async () => {
    const statement = 'checkout:1';
    await consents.stateMany(lumen, [said('subscribed', 1, { statement })]);
    await consents.stateMany(lumen, [said('unsubscribed', 5)]);

    await consents.stateMany(lumen, [said('subscribed', 9, { statement })]);

    expect(await state()).toBe('unsubscribed');
  });

  it('takes the earlier time of a statement that is heard of late', async () => {
    const statement = 'checkout:1';
    await consents.stateMany(lumen, [said('subscribed', 9, { statement })]);

    await consents.stateMany(lumen, [said('subscribed', 1, { statement })]);

    expect((await consents.find(lumen, mara))?.statedAt).toEqual(minutesLater(1));
  });

  it('comes with where, when and under which text it was said', async () => {
    await consents.stateMany(lumen, [said('subscribed', 0, { textVersion: 'v2', ip: '192.0.2.1' })]);

    expect(await consents.find(lumen, mara)).toEqual({
      shop: lumen,
      addressDigest: mara,
      state: 'subscribed',
      source: 'form',
      statedAt: builtAt,
      textVersion: 'v2',
      ip: '192.0.2.1',
    });
  });

  it('counts once when many hear of it at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => consents.stateMany(lumen, [said('subscribed', 1)])));

    const [row] = await database.connection.collection('consents').find({ addressDigest: mara }).toArray();
    expect(row?.['statements']).toHaveLength(1);
  });

  it('is remembered for two hundred statements, the newest ones', async () => {
    await consents.stateMany(
      lumen,
      Array.from({ length: 205 }, (_, minute) => said('subscribed', minute)),
    );
    await consents.stateMany(lumen, [said('unsubscribed', 300)]);

    const [row] = await database.connection.collection('consents').find({ addressDigest: mara }).toArray();
    expect(row?.['statements']).toHaveLength(200);
    expect(await state()).toBe('unsubscribed');
  });

  it('is said to one shop only', async () => {
    await consents.stateMany(umbra, [said('subscribed', 1)]);

    expect(await state()).toBeUndefined();
  });

  it('is forgotten with the person', async () => {
    await consents.stateMany(lumen, [said('subscribed', 1)]);

    await consents.erase(lumen, mara, minutesLater(5));

    expect(await state()).toBeUndefined();
    expect(await consentRows(database.connection).countDocuments({ shop: lumen })).toBe(0);
  });

  it('stays where somebody new said it after the redaction', async () => {
    await consents.stateMany(lumen, [said('unsubscribed', 1), said('subscribed', 9)]);

    await consents.erase(lumen, mara, minutesLater(5));

    expect(await state()).toBe('subscribed');
    const row = await consentRows(database.connection).findOne({ shop: lumen });
    expect(row?.statements).toHaveLength(1);
  });
});
