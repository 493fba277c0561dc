import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asFlowId } from '../../lib/brand.ts';
import { aShop, lumen, noon } from '../../testing/mail/mail-builders.ts';
import { createSendWorld } from '../../testing/mail/send-world.ts';
import type { SendWorld } from '../../testing/mail/send-world.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { messageIdOf } from '../message-id.ts';

let database: TestDatabase;
let world: SendWorld;
beforeAll(async () => {
  database = await testDatabase('transactional');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  world = createSendWorld(database);
  await world.system.ensureIndexes();
});

const transactional = { template: 'checkout-1', kind: 'transactional' };
const resending = { ...transactional, whenUnknown: 'resend' };
const minuteMs = 60_000;
const later = (ms: number): Date => new Date(noon.getTime() + ms);
const age = (ms: number): Promise<unknown> =>
  database.connection
    .collection('messages')
    .updateMany({}, [{ $set: { stateAt: { $subtract: ['$stateAt', ms] } } }]);

describe('transactional mail', () => {
  it('goes to somebody who left, and says on which ground', async () => {
    const mara = await world.enroll('mara');
    world.people.set(mara.contact, { consent: 'unsubscribed' });

    await world.perform([mara], { args: transactional });

    expect(world.transport.written).toHaveLength(1);
    expect(await world.row(mara)).toMatchObject({
      status: 'accepted',
      kind: 'transactional',
      ground: 'transactional',
    });
  });

  it('does not go to a suppressed or redacted person, nor to a broken address', async () => {
    const [jo, kim, lee] = [await world.enroll('jo'), await world.enroll('kim'), await world.enroll('lee')];
    world.people.set(jo.contact, { suppressed: 'complaint' });
    world.people.set(kim.contact, { redacted: true });
    world.people.set(lee.contact, { address: 'lee@' });

    await world.perform([jo, kim, lee], { args: transactional });

    expect(world.transport.written).toHaveLength(0);
    expect(await world.row(jo)).toMatchObject({ status: 'skipped', reason: 'suppressed' });
    expect(await world.row(kim)).toMatchObject({ status: 'skipped', reason: 'redacted' });
    expect(await world.row(lee)).toMatchObject({ status: 'skipped', reason: 'address_invalid' });
  });

  it('keeps no quiet hours, and takes no place under the cap', async () => {
    const quietHours = { from: '12:00', to: '14:00' };
    world.shops.set(lumen, aShop({ frequencyCap: { count: 1, within: 'P7D' }, quietHours }));
    const receipt = await world.enroll('mara');
    await world.perform([receipt], { args: transactional });
    await world.store.exit(receipt.id, 'done');
    world.shops.set(lumen, aShop({ frequencyCap: { count: 1, within: 'P7D' } }));
    const cart = await world.enroll('mara', { about: 'other', flow: asFlowId('cross-sell') });
    await world.perform([cart]);
    await world.store.exit(cart.id, 'done');
    const second = await world.enroll('mara', { about: 'second' });

    await world.perform([second], { args: transactional });

    expect(world.transport.written).toHaveLength(3);
    expect(await world.row(cart)).toMatchObject({ status: 'accepted', kind: 'marketing', ground: 'consent' });
  });
});

describe('an unknown outcome', () => {
  beforeEach(() => {
    world.transport.answer = () => Promise.resolve({ kind: 'unknown', reason: 'timeout' });
  });

  it('is sent once more after the grace where that was asked for, and never a third time', async () => {
    const mara = await world.enroll('mara');

    const first = await world.perform([mara], { args: resending });
    const early = await world.perform([mara], { args: resending });
    await age(16 * minuteMs);
    await world.perform([mara], { args: resending });
    await age(16 * minuteMs);
    const last = await world.perform([mara], { args: resending });

    expect(first.get(mara.id)).toMatchObject({ kind: 'again', at: later(15 * minuteMs + 1000) });
    expect(early.get(mara.id)).toMatchObject({ kind: 'again', reason: 'unknown' });
    expect(last.get(mara.id)).toMatchObject({ kind: 'again', reason: 'unknown' });
    expect(world.transport.written).toHaveLength(2);
    expect(await world.row(mara)).toMatchObject({ status: 'unknown', resent: true });
  });

  it.each([
    ['of transactional mail', transactional],
    ['of marketing, whatever its arguments say', { template: 'checkout-1', whenUnknown: 'resend' }],
  ])('%s is left alone', async (_what, args) => {
    const mara = await world.enroll('mara');

    await world.perform([mara], { args });
    await age(16 * minuteMs);
    await world.perform([mara], { args });

    expect(world.transport.written).toHaveLength(1);
  });

  it('that the provider explained within the grace is not sent again', async () => {
    const mara = await world.enroll('mara');
    await world.perform([mara], { args: resending });
    await world.system.ledger.resolveUnknown(messageIdOf(mara.id, mara.step), 'accepted', noon);
    await age(16 * minuteMs);

    const outcomes = await world.perform([mara], { args: resending });

    expect(outcomes.get(mara.id)).toEqual({ kind: 'advance' });
    expect(world.transport.written).toHaveLength(1);
  });
});
