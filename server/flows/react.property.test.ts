import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StoreEvent } from '../shop/store-event.ts';
import {
  aCheckout,
  aLine,
  anEvent,
  anOrder,
  bob,
  aContact,
  hour,
  minute,
  shopId,
} from '../testing/flows/builders.ts';
import { createFlowBench } from '../testing/flows/flow-bench.ts';
import type { FlowBench } from '../testing/flows/flow-bench.ts';
import { aConsent } from '../testing/flows/memory-shop.ts';

/** One delivery: it writes its fact, newer wins, and then tells of it. */
interface Heard {
  readonly write: (bench: FlowBench) => void;
  readonly event: StoreEvent;
}

const checkout = (changes: Parameters<typeof aCheckout>[0]): Heard => {
  const version = aCheckout(changes);
  return {
    event: anEvent('checkout.updated', version.token, { at: version.updatedAt, contact: version.contact }),
    write: ({ memory: { checkouts } }) => {
      const held = checkouts.get(version.token);
      if (held === undefined || held.updatedAt <= version.updatedAt) checkouts.set(version.token, version);
    },
  };
};

const order = (type: StoreEvent['type'], changes: Parameters<typeof anOrder>[0]): Heard => {
  const version = anOrder(changes);
  return {
    event: anEvent(type, version.id, { at: version.updatedAt, contact: version.contact }),
    write: ({ memory: { orders } }) => {
      const held = orders.get(version.id);
      const newer = held === undefined || held.updatedAt <= version.updatedAt ? version : held;
      const fulfilledAt = held?.fulfilledAt ?? version.fulfilledAt;
      orders.set(version.id, {
        ...newer,
        fulfilledAt,
        cancelledAt: held?.cancelledAt ?? version.cancelledAt,
      });
    },
  };
};

const unsubscribe: Heard = {
  event: anEvent('consent.changed', 'digest', { contact: bob, at: hour(9), data: { state: 'unsubscribed' } }),
  write: ({ memory }) => memory.consents.set(bob, aConsent(shopId, 'unsubscribed', hour(9))),
};

const ofBob = { contact: bob, customerId: 'c-bob', address: 'bob@example.com' };

const history: readonly Heard[] = [
  checkout({ updatedAt: minute(0) }),
  checkout({ updatedAt: minute(12), lines: [aLine('soap'), aLine('oil')] }),
  checkout({ token: 'checkout-b', cartToken: 'cart-b', createdAt: minute(20), updatedAt: minute(25) }),
  order('order.placed', {
    id: 'o1',
    checkoutToken: 'checkout-b',
    placedAt: minute(40),
    updatedAt: minute(40),
  }),
  order('order.fulfilled', {
    id: 'o1',
    checkoutToken: 'checkout-b',
    placedAt: minute(40),
    updatedAt: hour(30),
    fulfilledAt: hour(30),
  }),
  checkout({ token: 'checkout-c', cartToken: 'cart-c', createdAt: hour(40), updatedAt: hour(41) }),
  checkout({ token: 'checkout-d', cartToken: 'cart-d', createdAt: hour(41), updatedAt: hour(41) }),
  order('order.placed', {
    id: 'o2',
    placedAt: hour(36),
    updatedAt: hour(36),
    lines: [aLine('soap'), aLine('lamp')],
  }),
  order('order.placed', { id: 'o3', placedAt: hour(37), updatedAt: hour(37), lines: [aLine('oil')] }),
  order('order.cancelled', {
    id: 'o3',
    placedAt: hour(37),
    lines: [aLine('oil')],
    updatedAt: hour(38),
    cancelledAt: hour(38),
  }),
  checkout({ ...ofBob, token: 'checkout-x', cartToken: 'cart-x', createdAt: hour(8), updatedAt: hour(8) }),
  unsubscribe,
];

const play = async (heard: readonly Heard[]): Promise<readonly string[]> => {
  const bench = createFlowBench();
  bench.clock.set(hour(42));
  bench.memory.contacts.set(bob, aContact({ id: bob, address: 'bob@example.com', customerIds: ['c-bob'] }));
  for (const { write, event } of heard) {
    write(bench);
    await bench.react(shopId, [event]);
  }
  const waiting = [...(await bench.waiting()), ...(await bench.waiting(bob))];
  return waiting
    .map(({ flow, contact, about, occurrence, anchorAt, dueAt, variables }) =>
      JSON.stringify([flow, contact, about, occurrence, anchorAt, dueAt, variables]),
    )
    .toSorted();
};

it('leaves the same people waiting for the same things, whatever order deliveries come in and however often', async () => {
  const expected = await play(history);

  expect(expected.map((one) => one.split(',').slice(0, 4).join())).toMatchObject([
    '["abandoned-checkout","ada","checkout-d",""',
    '["cross-sell","ada","o1",""',
    '["cross-sell","ada","o2",""',
    '["replenishment","ada","lamp","o2"',
    '["replenishment","ada","soap","o2"',
  ]);
  const deliveries = fc
    .tuple(
      fc.shuffledSubarray([...history], { minLength: history.length, maxLength: history.length }),
      fc.array(fc.constantFrom(...history), { maxLength: 6 }),
      fc.infiniteStream(fc.nat()),
    )
    .map(([all, again, where]) => {
      const played = [...all];
      for (const one of again) played.splice((where.next().value ?? 0) % (played.length + 1), 0, one);
      return played;
    });
  await fc.assert(
    fc.asyncProperty(deliveries, async (played) => {
      expect(await play(played)).toEqual(expected);
    }),
    { numRuns: 120 },
  );
});

it('leaves the same people waiting when everything is applied at once', async () => {
  const expected = await play(history);
  const bench = createFlowBench();
  bench.clock.set(hour(42));
  bench.memory.contacts.set(bob, aContact({ id: bob, address: 'bob@example.com', customerIds: ['c-bob'] }));

  await Promise.all(
    [...history, ...history].map(async ({ write, event }) => {
      write(bench);
      await bench.react(shopId, [event]);
    }),
  );

  expect(await bench.waiting()).toHaveLength(expected.length);
  expect(await bench.waiting(bob)).toEqual([]);
  expect(bench.decisions.filter(({ kind }) => kind === 'entered').length).toBeLessThanOrEqual(
    expected.length + 6,
  );
});
