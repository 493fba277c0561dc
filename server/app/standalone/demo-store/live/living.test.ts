import { afterEach, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../../../lib/clock.ts';
import { createFarSideStore } from '../../../../testing/fake-shopify/far-side-store.ts';
import { sampleShop } from '../../../../testing/fake-shopify/far-side-samples.ts';
import { createShopFloor } from '../../../../testing/fake-shopify/shop-floor.ts';
import { catalogueProducts } from '../catalogue/catalogue.ts';
import { createHistory } from '../history/history.ts';
import { createRandom } from '../history/random.ts';
import { createLivingCustomers } from './living-customers.ts';
import { shipDueOrders } from './warehouse.ts';

const until = new Date('2026-11-22T09:00:00Z');
const open: { close(): void }[] = [];
afterEach(() => {
  for (const thing of open.splice(0)) thing.close();
});

const openShop = (seed = 5) => {
  const clock = createManualClock(until);
  const topics: string[] = [];
  const send = (topic: string, _payload: object, at: Date) => {
    topics.push(topic);
    return { id: '', eventId: '', topic, body: '', triggeredAt: at.toISOString() };
  };
  const store = createFarSideStore(sampleShop);
  const products = catalogueProducts({ url: sampleShop.url, createdAt: '2025-10-01T00:00:00.000Z' });
  store.load(products.map((value) => ({ kind: 'product', value })));
  store.load(createHistory({ seed: 1, until, products, customers: 30 }));
  const floor = createShopFloor({ store, sender: { send }, now: clock.now });
  const random = createRandom(seed);
  const living = createLivingCustomers({ store, floor, random, mayAct: () => false, pauseMs: 0 });
  open.push(living);
  const visits = async (count: number): Promise<string[]> => {
    const outcomes: string[] = [];
    for (let visit = 0; visit < count; visit += 1)
      outcomes.push(await living.visit(new AbortController().signal));
    return outcomes;
  };
  return { store, floor, clock, topics, visits };
};

describe('living customers', () => {
  it('buy now and then and leave more often', async () => {
    const { visits } = openShop();

    const outcomes = await visits(60);

    const bought = outcomes.filter((outcome) => outcome === 'bought').length;
    expect(bought).toBeGreaterThan(10);
    expect(outcomes.filter((outcome) => outcome === 'left').length).toBeGreaterThan(bought * 0.8);
  });

  it('announce a cart, then a checkout with their address, then perhaps more', async () => {
    const { visits, topics, store } = openShop();

    await visits(1);

    expect(topics.slice(0, 2)).toEqual(['carts/create', 'checkouts/create']);
    const [checkout] = [...store.checkouts.values()];
    expect(store.customerByEmail(checkout?.email ?? '')).toBeDefined();
  });

  it('leave when the shop closes in the middle of a visit', async () => {
    const { store, floor } = openShop();
    const living = createLivingCustomers({
      store,
      floor,
      random: createRandom(1),
      mayAct: () => false,
      pauseMs: 0,
    });
    open.push(living);

    const outcome = await living.visit(AbortSignal.abort());

    expect(outcome).toBe('left');
  });
});

describe('warehouse', () => {
  const days = 86_400_000;

  it('ships live orders within three days of shop time, stamped with their day, and once', async () => {
    const { store, floor, clock, topics, visits } = openShop();
    await visits(30);
    const live = [...store.orders.values()].filter((order) => order.checkoutToken !== null).length;

    const atOnce = shipDueOrders(store, floor, clock.now());
    clock.advance(180 * days);
    const later = shipDueOrders(store, floor, clock.now());
    const again = shipDueOrders(store, floor, clock.now());

    expect([atOnce, later, again]).toEqual([0, live, 0]);
    expect(topics.filter((topic) => topic === 'orders/fulfilled')).toHaveLength(live);
    for (const order of store.orders.values()) {
      if (order.checkoutToken === null) continue;
      const took = Date.parse(order.fulfilledAt ?? '') - Date.parse(order.placedAt);
      expect(took).toBeGreaterThanOrEqual(days);
      expect(took).toBeLessThanOrEqual(3.1 * days);
    }
  });

  it('leaves the generated past alone', () => {
    const { store, floor, clock, topics } = openShop();
    clock.advance(30 * days);

    const shipped = shipDueOrders(store, floor, clock.now());

    expect(shipped).toBe(0);
    expect(topics).toEqual([]);
  });
});
