import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../testing/eventually.ts';
import { asMailAccountId, asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { MailAccount } from '../accounts/mail-account.ts';
import { createSenderPauses } from '../accounts/sender-pauses.system.repository.ts';
import { keyRefused, senderRefused } from '../transports/held-outcomes.ts';
import { aShop, lumen, noon } from '../../testing/mail/mail-builders.ts';
import { createSendWorld, createTransportDouble } from '../../testing/mail/send-world.ts';
import type { SendWorld, TransportDouble } from '../../testing/mail/send-world.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import type { SendOutcome } from '../transport.ts';
import { createSenderPace } from './sender-pace.ts';
import type { SenderPace } from './sender-pace.ts';
import type { SendDeps } from './send-ports.ts';

const sable = asShopId('sable.myshopify.com');
const umbra = asShopId('umbra.myshopify.com');
const limited: SendOutcome = { kind: 'not-sent', reason: 'rate_limited', retryAfterMs: 60_000 };

let database: TestDatabase;
let world: SendWorld;
/** Umbra's own; lumen and sable share the operator's. */
let own: TransportDouble;
let deps: Partial<SendDeps>;
let pace: SenderPace;
beforeAll(async () => {
  database = await testDatabase('account pace');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  world = createSendWorld(database);
  await world.system.ensureIndexes();
  for (const id of [sable, umbra]) world.shops.set(id, aShop({ id }));
  own = createTransportDouble();
  const account: MailAccount = { id: asMailAccountId('umbra'), transport: own };
  const accounts = { of: async () => new Map<ShopId, MailAccount>([[umbra, account]]) };
  deps = { mail: { ...world.deps.mail, accounts } };
  pace = createSenderPace();
});

const trio = (round: string) =>
  Promise.all([lumen, sable, umbra].map((shop) => world.enroll(`${shop} ${round}`, { shop })));
/** What became of lumen's, sable's and umbra's mail. */
const send = async (round: string, by = pace) => {
  const people = await trio(round);
  const outcomes = await world.perform(people, { deps, pace: by });
  return people.map(({ id }) => {
    const outcome = outcomes.get(id);
    return outcome !== undefined && 'reason' in outcome ? outcome.reason : outcome?.kind;
  });
};
const writtenBy = (transport: TransportDouble): readonly ShopId[] =>
  transport.written.map(({ shop }) => shop).toSorted();

describe('two shops on one account and one on its own', () => {
  it('each leave through their account', async () => {
    await send('a');

    expect([writtenBy(world.transport), writtenBy(own)]).toEqual([[lumen, sable], [umbra]]);
  });

  it('a 429 to the shared account slows both shops on it, and nobody else', async () => {
    world.transport.answer = async () => limited;
    const first = await send('a');
    world.transport.answer = async () => ({ kind: 'accepted' });
    const second = await send('b');

    expect(first[2]).toBe('advance');
    expect(second).toEqual(['sender_paused', 'sender_paused', 'advance']);
    expect(world.transport.written.length).toBeLessThanOrEqual(2);
  });

  it('a 429 to the account of one shop slows that shop only', async () => {
    own.answer = async () => limited;
    await send('a');

    expect(await send('b')).toEqual(['advance', 'advance', 'sender_paused']);
  });

  it('a 429 counts as no attempt, so the first pause after the next failure is the first again', async () => {
    world.transport.answer = async () => limited;
    const person = await world.enroll('mara');
    await world.perform([person], { deps, pace });

    expect(await world.row(person)).toMatchObject({
      status: 'scheduled',
      reason: 'rate_limited',
      attempt: 0,
    });
  });

  it('what is left of the shared account’s allowance is spent by both shops, and its end is waited for', async () => {
    world.transport.answer = async () => ({
      kind: 'accepted',
      allowance: { remaining: 1, resetMs: 60_000 },
    });
    await send('a');
    const seen = [await send('b'), await send('c')].flat();

    expect(seen.filter((word) => word === 'sender_paused').length).toBeGreaterThanOrEqual(3);
    expect(world.transport.written.length).toBeLessThanOrEqual(3);
    expect(own.written).toHaveLength(3);
  });

  it('a worker that was told nothing learns of the pause from the others', async () => {
    const shared = createSenderPauses(database.connection);
    world.transport.answer = async () => limited;
    await send('a', createSenderPace({ shared }));
    await eventually(async () => (await shared.all()).length > 0);
    const before = world.transport.written.length;

    const other = await send('b', createSenderPace({ shared }));

    expect(other).toEqual(['sender_paused', 'sender_paused', 'advance']);
    expect(world.transport.written).toHaveLength(before);
  });
});

describe('a key that is refused', () => {
  it('holds the mails of its account with a reason that is shown, and loses none', async () => {
    own.answer = async () => keyRefused;
    await send('a');
    const held = await send('b');
    own.answer = async () => ({ kind: 'accepted' });
    const after = await send('c', createSenderPace());

    expect(held).toEqual(['advance', 'advance', 'key_refused']);
    expect(after[2]).toBe('advance');
    const told = world.decisions.filter(({ shop }) => shop === umbra);
    expect(told.map(({ kind, reason }) => `${kind} ${reason}`)).toEqual([
      'deferred key_refused',
      'deferred key_refused',
      'sent accepted',
    ]);
  });

  it('is tried again in five minutes, whatever was tried before', async () => {
    own.answer = async () => keyRefused;
    const person = await world.enroll('mara', { shop: umbra });
    const outcome = (await world.perform([person], { deps, pace })).get(person.id);

    expect(outcome).toEqual({
      kind: 'again',
      at: new Date(noon.getTime() + 300_000),
      reason: 'key_refused',
    });
  });
});

describe('an address that its account may not use', () => {
  it('holds that shop’s mails; the others on the account go out', async () => {
    world.transport.answer = async ({ shop }) => (shop === lumen ? senderRefused : { kind: 'accepted' });
    const first = await send('a');
    const second = await send('b');

    expect([first, second]).toEqual([
      ['sender_refused', 'advance', 'advance'],
      ['sender_refused', 'advance', 'advance'],
    ]);
    expect(world.transport.written.filter(({ shop }) => shop === lumen)).toHaveLength(1);
  });
});
