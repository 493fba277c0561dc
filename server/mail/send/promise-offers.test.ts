import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseProgram } from '../../engine/program-schema.ts';
import { createStepRegistry } from '../../engine/step.ts';
import { lumen, noon } from '../../testing/mail/mail-builders.ts';
import { createSendWorld } from '../../testing/mail/send-world.ts';
import type { SendWorld } from '../../testing/mail/send-world.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { createOfferCodes } from '../offers/offer-codes.repository.ts';
import type { OfferPlatform } from '../offers/offer-platform.ts';
import { createOfferPort } from '../offers/offer-port.ts';
import { createOfferStock } from '../offers/offer-stock.repository.ts';
import type { Offer, OfferDiscount } from '../offers/offer.ts';
import { createOffers } from '../offers/offers.repository.ts';
import { releasingCodes } from '../offers/release-codes.ts';
import { sendEmailStep } from './send-email.step.ts';
import type { SendDeps } from './send-ports.ts';

const key = { offer: 'ten', generation: 1 } as const;
const terms = {
  value: { kind: 'percentage', percent: 10 },
  minimum: null,
  appliesTo: { kind: 'everything' },
} as const;
const offer: Offer = {
  shop: lumen,
  id: 'ten',
  title: 'Ten',
  terms,
  validDays: 7,
  several: false,
  status: 'active',
  generation: 1,
  rev: 0,
  createdAt: noon,
  updatedAt: noon,
};
const discount: OfferDiscount = {
  shop: lumen,
  ...key,
  title: 'Ten',
  terms,
  currency: 'EUR',
  firstCode: 'FIRST-22222',
  state: 'there',
  platformId: 'gid://d/1',
};
const nothing = (): Promise<never> => Promise.reject(new Error('nothing is asked of a platform on the way'));
const platform: OfferPlatform = {
  kind: 'pooled',
  create: nothing,
  extend: nothing,
  addCodes: nothing,
  creation: nothing,
  removeCodes: nothing,
  remove: nothing,
  carry: (target, code) => `${target}#${code}`,
};
const aProgram = {
  trigger: { kind: 'cart-incentive', args: {} },
  reEntry: { kind: 'once-per-about' },
  holdout: 0,
  priority: 10,
  usefulFor: 'PT72H',
} as const;
const args = { template: 'incentive-2', offer: 'ten' };

let database: TestDatabase;
let world: SendWorld;
let deps: Partial<SendDeps>;

const fill = async (codes: readonly string[]): Promise<void> => {
  const stock = createOfferStock(database.connection);
  await stock.addMaking(lumen, key, codes);
  await stock.made(
    lumen,
    codes.map((code) => ({ code, ref: code })),
  );
};
const free = async (): Promise<number> =>
  (await createOfferStock(database.connection).level(lumen, key)).free;

beforeAll(async () => {
  database = await testDatabase('promise offers');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  world = createSendWorld(database);
  await world.system.ensureIndexes();
  const { connection } = database;
  const offers = createOffers(connection);
  const codes = createOfferCodes(connection);
  await codes.ensureIndexes();
  await offers.create(lumen, offer);
  await offers.ensureDiscount(lumen, discount);
  deps = {
    offers: createOfferPort({ offers, codes, platforms: () => platform }),
    ledger: { ...world.deps.ledger, caps: releasingCodes(world.deps.ledger.caps, codes) },
  };
});

describe('a mail that promises', () => {
  it('carries a code of its own, its worth and its last day, and a link with it', async () => {
    await fill(['AAAAA-AAAAA', 'BBBBB-BBBBB']);
    const [mara, jo] = [await world.enroll('mara'), await world.enroll('jo')];

    await world.perform([mara, jo], { deps, args });

    const texts = world.transport.written.map(({ text }) => text);
    expect(
      texts
        .map((text) => /[AB]{5}-[AB]{5}/.exec(text)?.[0])
        .toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1)),
    ).toEqual(['AAAAA-AAAAA', 'BBBBB-BBBBB']);
    expect(texts[0]).toContain('10%');
    expect(texts[0]).toContain('29');
    expect((await world.row(mara))?.gate?.at(-1)).toEqual({ clause: 'offer', pass: true, saw: 'code' });
  });

  it('is put off without a code, and never sent with an empty one', async () => {
    const mara = await world.enroll('mara');

    const outcomes = await world.perform([mara], { deps, args });

    expect(world.transport.written).toHaveLength(0);
    expect(outcomes.get(mara.id)).toMatchObject({ kind: 'again', reason: 'no_code' });
    expect(await world.row(mara)).toMatchObject({ status: 'scheduled', reason: 'no_code' });
  });

  it('is skipped once it is of no use any more', async () => {
    const mara = await world.enroll('mara');
    world.briefs.set(mara.id, { usefulUntil: new Date(noon.getTime() + 60_000) });

    await world.perform([mara], { deps, args });

    expect(await world.row(mara)).toMatchObject({ status: 'skipped', reason: 'no_code' });
  });

  it('goes without, or is skipped at once, where its step says so', async () => {
    const [mara, jo] = [await world.enroll('mara'), await world.enroll('jo')];

    await world.perform([mara], { deps, args: { ...args, whenNoCode: 'without' } });
    await world.perform([jo], { deps, args: { ...args, whenNoCode: 'skip' } });

    expect(world.transport.written.map(({ subject }) => subject)).toEqual(['Your cart is still here']);
    expect(await world.row(jo)).toMatchObject({ status: 'skipped', reason: 'no_code' });
  });

  it('does not wait for an offer that is retired, refused or nobody’s', async () => {
    await fill(['AAAAA-AAAAA']);
    const offers = createOffers(database.connection);
    await offers.change(lumen, 'ten', { seen: 0, status: 'retired' });
    const [mara, jo] = [await world.enroll('mara'), await world.enroll('jo')];

    await world.perform([mara], { deps, args });
    await world.perform([jo], { deps, args: { ...args, offer: 'other' } });

    expect(await world.row(mara)).toMatchObject({ status: 'skipped', reason: 'no_code' });
    expect(await world.row(jo)).toMatchObject({ status: 'skipped', reason: 'no_code' });
    expect(await free()).toBe(1);
  });

  it('never names a day on which the platform has ended it', async () => {
    await fill(['AAAAA-AAAAA']);
    const offers = createOffers(database.connection);
    await offers.changeDiscount(lumen, key, { endsAt: new Date(noon.getTime() + 86_400_000) });
    const mara = await world.enroll('mara');

    await world.perform([mara], { deps, args });

    expect(world.transport.written).toHaveLength(0);
    expect((await world.row(mara))?.gate?.at(-1)).toMatchObject({ clause: 'offer', saw: 'ends_too_soon' });
  });
});

describe('its code', () => {
  it('goes back when the provider refuses the mail', async () => {
    await fill(['AAAAA-AAAAA']);
    world.transport.answer = () => Promise.resolve({ kind: 'rejected', reason: 'mail_invalid' });
    const mara = await world.enroll('mara');

    await world.perform([mara], { deps, args });

    expect(await world.row(mara)).toMatchObject({ status: 'failed' });
    expect(await free()).toBe(1);
  });

  it('stays when nobody knows whether the mail left', async () => {
    await fill(['AAAAA-AAAAA']);
    world.transport.answer = () => Promise.resolve({ kind: 'unknown', reason: 'timeout' });
    const mara = await world.enroll('mara');

    await world.perform([mara], { deps, args });

    expect(await world.row(mara)).toMatchObject({ status: 'unknown' });
    expect(await free()).toBe(0);
  });

  it('is the same when a mail that certainly did not leave is tried again', async () => {
    await fill(['AAAAA-AAAAA', 'BBBBB-BBBBB']);
    const mara = await world.enroll('mara');
    world.transport.answer = () => Promise.resolve({ kind: 'not-sent', reason: 'provider_503' });
    await world.perform([mara], { deps, args });
    world.transport.answer = () => Promise.resolve({ kind: 'accepted' });

    await world.perform([mara], { deps, args });

    const codes = world.transport.written.map(({ text }) => /[AB]{5}-[AB]{5}/.exec(text)?.[0]);
    expect(codes).toHaveLength(2);
    expect(new Set(codes).size).toBe(1);
    expect(await free()).toBe(1);
  });

  it('is nobody’s where the gate says no, and of a mail that promises nothing', async () => {
    await fill(['AAAAA-AAAAA']);
    const [mara, jo] = [await world.enroll('mara', { heldOut: true }), await world.enroll('jo')];

    await world.perform([mara], { deps, args });
    await world.perform([jo], { deps, args: { template: 'checkout-1' } });

    expect(await free()).toBe(1);
    expect(world.transport.written).toHaveLength(1);
  });
});

describe('the step', () => {
  it('takes an offer and what is done without a code', () => {
    const step = { id: 'mail', key: 'send-email', args: { ...args, whenNoCode: 'without' } };
    const program = { ...aProgram, steps: [step] };

    expect(parseProgram(program, createStepRegistry([sendEmailStep])).steps).toEqual([step]);
  });

  it.each([
    [{ template: 'a', offer: 'Ten' }],
    [{ template: 'a', offer: '' }],
    [{ template: 'a', offer: 'x'.repeat(65) }],
    [{ template: 'a', offer: { $ne: null } }],
    [{ template: 'a', whenNoCode: 'wait' }],
    [{ template: 'a', offer: 'ten', whenNoCode: 'empty' }],
  ])('refuses %j', (wrong) => {
    const program = {
      ...aProgram,
      steps: [{ id: 'mail', key: 'send-email', args: wrong }],
    };

    expect(() => parseProgram(program, createStepRegistry([sendEmailStep]))).toThrow(
      'The flow program does not parse',
    );
  });
});
