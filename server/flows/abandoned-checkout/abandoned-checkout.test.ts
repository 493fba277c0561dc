import { beforeEach, describe, expect, it } from '@jest/globals';
import { asContactId } from '../../lib/brand.ts';
import {
  aCheckout,
  aContact,
  ada,
  anEvent,
  anOrder,
  bob,
  day,
  hour,
  minute,
  shopId,
} from '../../testing/flows/builders.ts';
import { createFlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';
import { aConsent } from '../../testing/flows/memory-shop.ts';

let bench: FlowBench;

beforeEach(() => {
  bench = createFlowBench();
});

const leave = async (changes: Parameters<typeof aCheckout>[0] = {}): Promise<void> => {
  const checkout = aCheckout(changes);
  bench.memory.checkouts.set(checkout.token, checkout);
  await bench.react(shopId, [anEvent('checkout.updated', checkout.token, { at: checkout.updatedAt })]);
};

const buy = async (changes: Parameters<typeof anOrder>[0] = {}): Promise<void> => {
  const order = anOrder(changes);
  bench.memory.orders.set(order.id, order);
  await bench.react(shopId, [
    anEvent('order.placed', order.id, { at: order.placedAt, contact: order.contact }),
  ]);
};

const ofCheckout = async () => (await bench.waiting()).filter(({ flow }) => flow === 'abandoned-checkout');
const said = (kind: string): readonly string[] =>
  bench.decisions
    .filter((one) => one.flow === 'abandoned-checkout' && one.kind === kind)
    .map(({ reason }) => reason);

describe('entering', () => {
  it('enrolls a checkout that was left, due 30 minutes after its last activity', async () => {
    await leave({ updatedAt: minute(7) });

    expect(await ofCheckout()).toMatchObject([
      { about: 'checkout-a', occurrence: '', step: 'wait-1', anchorAt: minute(7), dueAt: minute(37) },
    ]);
    expect(said('entered')).toEqual(['checkout.updated']);
  });

  it('enrolls once however often it hears of it', async () => {
    await leave();
    await leave();
    await leave();

    expect(await ofCheckout()).toHaveLength(1);
    expect(said('entered')).toHaveLength(1);
    expect(said('moved')).toHaveLength(0);
  });

  it('enrolls nobody while nobody has left an address', async () => {
    await leave({ contact: undefined });

    expect(await ofCheckout()).toEqual([]);
    expect(bench.decisions).toEqual([]);
  });

  it.each([
    ['nothing_to_buy', { lines: [] }],
    ['checkout_gone', { deletedAt: minute(5) }],
    ['already_ordered', { completedAt: minute(5) }],
  ])('does not enter with the reason %s', async (reason, changes) => {
    await leave(changes);

    expect(await ofCheckout()).toEqual([]);
    expect(said('not-entered')).toEqual([reason]);
  });

  it('enters when the news are four hours old, not when they are four days old', async () => {
    bench.clock.set(hour(4));
    await leave();
    bench.clock.set(day(4));
    await leave({ token: 'checkout-b', createdAt: minute(1), updatedAt: minute(1) });

    expect((await bench.store.findWaitingOfContacts(shopId, [ada])).map(({ about }) => about)).toEqual([]);
    expect(said('entered')).toHaveLength(1);
    expect(said('not-entered')).toEqual(['no_longer_useful']);
  });

  it('begins nothing from what is only known from the past', async () => {
    const checkout = aCheckout();
    bench.memory.checkouts.set(checkout.token, checkout);
    await bench.react(shopId, [anEvent('checkout.updated', checkout.token, { sources: ['backfill'] })]);

    expect(await ofCheckout()).toEqual([]);
    expect(bench.decisions).toEqual([]);
  });

  it('does not enter someone who has unsubscribed', async () => {
    bench.memory.consents.set(ada, aConsent(shopId, 'unsubscribed'));

    await leave();

    expect(said('not-entered')).toEqual(['unsubscribed']);
  });

  it.each([
    ['paused', 'flow_paused'],
    ['finishing', 'flow_finishing'],
  ] as const)('enters nobody while it is %s, and says so', async (status, reason) => {
    bench.setStatus(status);

    await leave();

    expect(await ofCheckout()).toEqual([]);
    expect(said('not-entered')).toEqual([reason]);
  });

  it.each(['draft', 'archived'] as const)(
    'enters nobody and decides nothing while it is %s',
    async (status) => {
      bench.setStatus(status);

      await leave();

      expect(await ofCheckout()).toEqual([]);
      expect(bench.decisions).toEqual([]);
    },
  );
});

describe('later activity', () => {
  it('moves anchor and due time until the first message', async () => {
    await leave();
    await leave({ updatedAt: minute(20) });

    expect(await ofCheckout()).toMatchObject([{ anchorAt: minute(20), dueAt: minute(50) }]);
    expect(said('moved')).toEqual(['re-anchored']);
  });

  it('moves nothing once a message row exists', async () => {
    await leave();
    const [enrollment] = await ofCheckout();
    if (enrollment !== undefined) bench.mailed.add(enrollment.id);

    await leave({ updatedAt: minute(45) });

    expect(await ofCheckout()).toMatchObject([{ anchorAt: minute(0), dueAt: minute(30) }]);
  });

  it('moves those who wait in a paused flow', async () => {
    await leave();
    bench.setStatus('paused');

    await leave({ updatedAt: minute(20) });

    expect(await ofCheckout()).toMatchObject([{ dueAt: minute(50) }]);
  });

  it('never restarts what has ended', async () => {
    await leave();
    await buy({ checkoutToken: 'checkout-a' });

    await leave({ updatedAt: minute(40) });

    expect(await ofCheckout()).toEqual([]);
    expect(said('entered')).toHaveLength(1);
  });
});

describe('a newer checkout of the same person', () => {
  const newer = { token: 'checkout-b', cartToken: 'cart-b', createdAt: minute(10), updatedAt: minute(10) };

  it('takes over', async () => {
    await leave();
    await leave(newer);

    expect(await ofCheckout()).toMatchObject([{ about: 'checkout-b' }]);
    expect(said('exited')).toEqual(['superseded']);
  });

  it('takes over also when it is heard of first', async () => {
    await leave(newer);
    await leave();

    expect(await ofCheckout()).toMatchObject([{ about: 'checkout-b' }]);
    expect(said('not-entered')).toEqual(['superseded']);
  });

  it('does not take over while it is empty', async () => {
    await leave();
    await leave({ ...newer, lines: [] });

    expect(await ofCheckout()).toMatchObject([{ about: 'checkout-a' }]);
  });
});

describe('orders', () => {
  it.each([
    ['its checkout token', { checkoutToken: 'checkout-a', placedAt: minute(-60) }],
    ['its cart token', { cartToken: 'cart-a', placedAt: minute(-60) }],
    ['another address by the same customer', { address: 'other@example.com' }],
    [
      'the same address in other capitals',
      { customerId: undefined, contact: undefined, address: 'ADA@example.com' },
    ],
  ])('exits on an order with %s', async (_name, changes) => {
    await leave();
    const order = { customerId: undefined, contact: undefined, address: undefined, ...changes };
    if ('address' in changes && changes.address === 'other@example.com')
      Object.assign(order, { customerId: 'c-ada' });
    // The address lookup itself is the repository's; here the order carries the contact it found.
    if ('address' in changes && changes.address === 'ADA@example.com') Object.assign(order, { contact: ada });

    await buy(order);

    expect(await ofCheckout()).toEqual([]);
    expect(said('exited')).toEqual(['ordered']);
    expect(bench.cancelled).toHaveLength(1);
  });

  it('exits the checkout of a contact that shares only the customer id with it', async () => {
    const other = asContactId('ada-at-work');
    bench.memory.contacts.set(other, aContact({ id: other, address: 'ada@work.example', customerIds: [] }));
    await leave({ contact: other, customerId: 'c-ada', address: 'ada@work.example' });

    await buy();

    expect(await bench.waiting(other)).toEqual([]);
    expect(said('exited')).toEqual(['ordered']);
  });

  it('exits on a cash-on-delivery order that was cancelled later', async () => {
    await leave();

    await buy({ financialStatus: 'pending', cancelledAt: minute(25) });

    expect(await ofCheckout()).toEqual([]);
  });

  it.each([
    ['a test order', { test: true, checkoutToken: 'checkout-a' }],
    ['an order from before the checkout', { placedAt: minute(-1) }],
    ['the order of another person', { contact: bob, customerId: 'c-bob', address: 'bob@example.com' }],
  ])('goes on after %s', async (_name, changes) => {
    await leave();

    await buy(changes);

    expect(await ofCheckout()).toHaveLength(1);
  });

  it('does not enter when the order was heard of before the checkout', async () => {
    await buy({ checkoutToken: 'checkout-a', placedAt: minute(5) });

    await leave();

    expect(await ofCheckout()).toEqual([]);
    expect(said('not-entered')).toEqual(['already_ordered']);
  });

  it('exits what was enrolled while the order was being written', async () => {
    const { store, memory, deps } = bench;
    const enroll = store.enroll;
    const late = {
      ...store,
      enroll: async (...args: Parameters<typeof enroll>) => {
        const result = await enroll(...args);
        memory.orders.set('order-1', anOrder({ checkoutToken: 'checkout-a' }));
        return result;
      },
    };
    const { createReactor } = await import('../react.ts');
    memory.checkouts.set('checkout-a', aCheckout());

    await createReactor({ ...deps, store: late })(shopId, [anEvent('checkout.updated', 'checkout-a')]);

    expect(await ofCheckout()).toEqual([]);
    expect(said('exited')).toEqual(['ordered']);
  });
});
