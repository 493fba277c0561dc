import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asContactId, asFlowId, asMessageId, asShopId } from '../../lib/brand.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { drawCode } from './code-text.ts';
import { createOfferCodes } from './offer-codes.repository.ts';
import type { CodeAsk, OfferCodes } from './offer-codes.repository.ts';
import { createOfferClearing } from './offer-clearing.repository.ts';
import type { OfferPool } from './offer-pool.ts';
import { createOfferStock } from './offer-stock.repository.ts';

const shop = asShopId('lumen.myshopify.com');
const key = { offer: 'ten', generation: 1 };
const noon = new Date('2026-06-01T12:00:00Z');
const later = (days: number): Date => new Date(noon.getTime() + days * 86_400_000);

let database: TestDatabase;
let codes: OfferCodes;
let pool: OfferPool;

beforeAll(async () => {
  database = await testDatabase('offer codes');
  codes = createOfferCodes(database.connection);
  pool = { ...createOfferStock(database.connection), ...createOfferClearing(database.connection) };
  await codes.ensureIndexes();
});
beforeEach(async () => {
  await database.connection.collection('offer_codes').deleteMany({});
});
afterAll(() => database.drop());

const fill = async (count: number, of = key): Promise<readonly string[]> => {
  const drawn = Array.from({ length: count }, drawCode);
  await pool.addMaking(shop, of, drawn);
  await pool.made(
    shop,
    drawn.map((code) => ({ code, ref: `ref ${code}` })),
  );
  return drawn;
};

const ask = (message: string, over: Partial<Omit<CodeAsk, 'message'>> = {}): CodeAsk => ({
  ...key,
  message: asMessageId(message),
  contact: asContactId(`of ${message}`),
  flow: asFlowId('cart-incentive'),
  expiresAt: later(7),
  now: noon,
  several: false,
  ...over,
});

const give = (...asked: Parameters<typeof ask>) => codes.giveTo(shop, ask(...asked));
const askFor = (...asked: Parameters<typeof ask>) => codes.askFor(shop, ask(...asked));
const ada = { contact: asContactId('ada') };

describe('a pool', () => {
  it('gives each message one code of its own, and nothing when it is empty', async () => {
    const filled = await fill(2);

    const [one, two, three] = [await give('a'), await give('b'), await give('c')];

    expect(new Set([one?.code, two?.code])).toEqual(new Set(filled));
    expect(three).toBeNull();
  });

  it('gives a message that asks again the code it has, with the day it had', async () => {
    await fill(3);

    const first = await give('a');
    const again = await give('a', { expiresAt: later(9), now: later(1) });

    expect(again).toEqual(first);
    expect(again?.expiresAt).toEqual(later(7));
  });

  it('gives another to a message that comes back after the day of its code', async () => {
    await fill(2);
    await give('a', { expiresAt: later(1) });

    const again = await give('a', { now: later(2), expiresAt: later(9) });

    expect(again?.expiresAt).toEqual(later(9));
    expect(await pool.level(shop, key)).toEqual({ free: 1, making: 0 });
  });

  it('gives no code that is still being made, nor one of other terms', async () => {
    await pool.addMaking(shop, key, [drawCode()]);
    await fill(1, { offer: 'ten', generation: 2 });
    await fill(1, { offer: 'other', generation: 1 });

    expect(await give('a')).toBeNull();
  });

  it('gives no code that somebody used before it was given', async () => {
    const [code = ''] = await fill(1);
    const used = { order: 'o', at: noon, amount: '1.00', net: '1.00', currency: 'EUR', toldAt: noon };

    await codes.redeem(shop, code, used);

    expect(await give('a')).toBeNull();
  });
});

describe('giving back', () => {
  it('makes the code of a mail that was never sent free again', async () => {
    await fill(1);
    const given = await give('a');

    await codes.release(shop, [asMessageId('a')]);

    expect(await pool.level(shop, key)).toEqual({ free: 1, making: 0 });
    expect((await give('b'))?.code).toBe(given?.code);
  });

  it('happens once however often it is said, and not to others', async () => {
    await fill(2);
    await give('a');
    await give('b');

    await codes.release(shop, [asMessageId('a'), asMessageId('never')]);
    await codes.release(shop, [asMessageId('a')]);

    expect(await pool.level(shop, key)).toEqual({ free: 1, making: 0 });
  });

  it('never lets a code go that another mail shows', async () => {
    await fill(2);
    const first = await give('a', ada);
    await give('b', ada);

    await codes.release(shop, [asMessageId('a')]);

    expect(await pool.level(shop, key)).toEqual({ free: 1, making: 0 });
    expect((await give('b', ada))?.code).toBe(first?.code);
  });

  it('never brings a code back that was used', async () => {
    const [code = ''] = await fill(1);
    await give('a');
    await codes.redeem(shop, code, {
      order: 'o',
      at: noon,
      amount: '1.00',
      net: '1.00',
      currency: 'EUR',
      toldAt: noon,
    });

    await codes.release(shop, [asMessageId('a')]);

    expect(await pool.level(shop, key)).toEqual({ free: 0, making: 0 });
  });
});

describe('one live code a person', () => {
  it('shows the earlier one again, whichever flow and offer asks', async () => {
    await fill(2);
    await fill(2, { offer: 'twenty', generation: 1 });
    const first = await give('a', ada);

    const second = await give('b', { ...ada, offer: 'twenty', flow: asFlowId('win-back') });

    expect(second).toMatchObject({ code: first?.code, offer: 'ten', flow: 'cart-incentive' });
    expect(second?.messages).toEqual(['a', 'b']);
  });

  it('gives a new one once the earlier is over, or used', async () => {
    await fill(3);
    const first = await give('a', { ...ada, expiresAt: later(1) });
    const second = await give('b', { ...ada, now: later(2) });
    await codes.redeem(shop, second?.code ?? '', {
      order: 'o',
      at: noon,
      amount: '1.00',
      net: '1.00',
      currency: 'EUR',
      toldAt: noon,
    });
    const third = await give('c', { ...ada, now: later(2) });

    expect(new Set([first?.code, second?.code, third?.code]).size).toBe(3);
  });

  it('gives a further one where the merchant says so', async () => {
    await fill(2);
    const first = await give('a', ada);
    const second = await give('b', { ...ada, several: true });

    expect(second?.code).not.toBe(first?.code);
  });

  it('holds when two flows ask at the same moment', async () => {
    await fill(8);

    const given = await Promise.all(['a', 'b', 'c', 'd'].map((message) => give(message, ada)));

    expect(new Set(given.map((one) => one?.code)).size).toBe(1);
    expect(await pool.level(shop, key)).toEqual({ free: 7, making: 0 });
  });
});

describe('a code for one person', () => {
  it('is written down to be made, and is theirs once it is there', async () => {
    const wanted = await askFor('a', ada);
    expect(wanted?.making).toBe(true);
    expect(await pool.toMake(shop, 10)).toMatchObject([{ code: wanted?.code, contact: 'ada' }]);

    await pool.made(shop, [{ code: wanted?.code ?? '', ref: '7' }]);

    expect(await askFor('a', ada)).toMatchObject({ code: wanted?.code, making: false });
    expect(await pool.toMake(shop, 10)).toEqual([]);
  });

  it('is nobody else’s when it is given back: it leaves the platform', async () => {
    const wanted = await askFor('a', ada);
    await pool.made(shop, [{ code: wanted?.code ?? '', ref: '7' }]);

    await codes.release(shop, [asMessageId('a')]);
    await pool.end(shop, noon);

    expect(await pool.ending(shop, 10)).toMatchObject([{ ref: '7' }]);
    expect((await askFor('b'))?.code).not.toBe(wanted?.code);
  });

  it('that the platform refuses makes room for another', async () => {
    const wanted = await askFor('a', ada);
    await pool.refused(shop, [wanted?.code ?? '']);

    const next = await askFor('a', ada);

    expect(next?.code).not.toBe(wanted?.code);
    expect(next?.making).toBe(true);
  });
});

type Act = { readonly kind: 'ask' | 'back'; readonly message: number };
const act = fc.record({
  kind: fc.constantFrom<Act['kind']>('ask', 'ask', 'ask', 'back'),
  message: fc.nat(11),
});

describe('many workers at once', () => {
  it('give no code twice and lose none, whatever they ask and give back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(act, { maxLength: 8 }), { maxLength: 6 }),
        fc.nat(9),
        async (workers, size) => {
          await database.connection.collection('offer_codes').deleteMany({});
          const filled = await fill(size);
          const run = async (acts: readonly Act[]): Promise<void> => {
            for (const { kind, message } of acts)
              if (kind === 'ask') await give(`m${message}`);
              else await codes.release(shop, [asMessageId(`m${message}`)]);
          };
          await Promise.all(workers.map(run));

          const rows = await database.connection
            .collection<{ code: string; state: string; messages?: string[] }>('offer_codes')
            .find()
            .toArray();
          const held = rows.flatMap(({ messages = [] }) => messages);
          expect(new Set(held).size).toBe(held.length);
          expect(rows.every(({ messages = [] }) => messages.length <= 1)).toBe(true);
          expect(rows.every(({ state, messages }) => (state === 'free') === (messages === undefined))).toBe(
            true,
          );
          expect(rows.map(({ code }) => code).toSorted()).toEqual([...filled].toSorted());
        },
      ),
      { numRuns: 25 },
    );
  });

  it('each get one of fifty in any order of arrival', async () => {
    await fill(50);

    const given = await Promise.all(Array.from({ length: 60 }, (_, n) => give(`w${n}`)));

    const got = given.flatMap((one) => (one === null ? [] : [one.code]));
    expect(got).toHaveLength(50);
    expect(new Set(got).size).toBe(50);
  });
});
