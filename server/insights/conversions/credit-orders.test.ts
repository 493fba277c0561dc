import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asContactId, asFlowId, asMessageId } from '../../lib/brand.ts';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { messageEvent } from '../../mail/events/message-event.ts';
import type { MessageEvent } from '../../mail/events/message-event.ts';
import { createMessageEvents } from '../../mail/events/message-events.repository.ts';
import { codeId } from '../../mail/offers/offer-codes.model.ts';
import type { Order } from '../../shop/catalog.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import { buildOrderFact, builtAt, minutesLater } from '../../testing/shop/build-facts.ts';
import { lumen, umbra } from '../../testing/shop/build-delivery.ts';
import { shopDatabase } from '../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../testing/shop/shop-database.ts';
import { createConversions } from './conversions.repository.ts';
import { creditClicks, creditOrders } from './credit-orders.ts';
import type { CreditDeps } from './credit-orders.ts';
import { creditedOrdersOf } from './credited-orders.ts';
import { createTouches } from './touches.repository.ts';

const mara = asContactId('mara');
const flow = asFlowId('abandoned-checkout');
const first = asMessageId('first');

let database: ShopDatabase;
let deps: CreditDeps & { conversions: ReturnType<typeof createConversions> };

beforeAll(async () => {
  database = await shopDatabase('conversions');
});
beforeEach(async () => {
  const { connection, repositories } = database;
  for (const name of ['conversions', 'messages', 'message_events', 'orders', 'contacts', 'offer_codes'])
    await connection.collection(name).deleteMany({});
  const conversions = createConversions(connection);
  await conversions.ensureIndexes();
  deps = { orders: repositories.orders, touches: createTouches(connection), conversions };
});
afterAll(() => database.drop());

const rows = (name: string) =>
  database.connection.collection<{ _id: string; [field: string]: unknown }>(name);

const sent = async (id: string, contact: ContactId = mara, shop: ShopId = lumen): Promise<void> => {
  const where = { shop, contact, flow, flowKey: flow, step: 'checkout-1', status: 'accepted', attempt: 1 };
  await rows('messages').insertOne({ _id: id, ...where, stateAt: builtAt, sentAt: minutesLater(-60) });
};

const click = (minutes: number, message = 'first', detail?: string): MessageEvent =>
  messageEvent({
    shop: lumen,
    message: asMessageId(message),
    type: 'clicked',
    at: minutesLater(minutes),
    detail,
  });

const clicked = (...events: MessageEvent[]): Promise<void> =>
  createMessageEvents(database.connection).record(lumen, events);

const told = async (changes: Partial<Order> = {}, contact: ContactId | null = mara): Promise<void> => {
  const { order, stamp } = buildOrderFact(changes);
  await database.repositories.orders.applyMany(lumen, [
    { order: { ...order, contact: contact ?? undefined }, stamp },
  ]);
};

const event = (type: StoreEvent['type'], about = '5001'): StoreEvent => ({
  id: `${type} ${about}`,
  shop: lumen,
  type,
  about,
  at: builtAt,
  data: {},
  sources: ['webhook'],
});

const hearOrder = (type: StoreEvent['type'] = 'order.placed'): Promise<void> =>
  creditOrders(deps, lumen, [event(type)]);

const figures = async () =>
  (await deps.conversions.byFlow(lumen, { since: new Date(0), currency: 'EUR' })).get(flow);

describe('an order after a click', () => {
  it('is credited to that mail once, however often it is heard of', async () => {
    await sent('first');
    await clicked(click(-10));
    await told();

    for (const type of ['order.placed', 'order.fulfilled', 'order.placed'] as const) await hearOrder(type);

    expect(await figures()).toEqual({ orders: 1, net: '24.00' });
    expect(await creditedOrdersOf(deps, lumen, first)).toEqual([
      {
        id: '5001',
        name: '#1001',
        by: 'click',
        touchedAt: minutesLater(-10),
        placedAt: builtAt,
        net: '24.00',
        currency: 'EUR',
        cancelled: false,
      },
    ]);
  });

  it('is worth what is left of it after refunds, and nothing once cancelled', async () => {
    await sent('first');
    await clicked(click(-10));
    await told();
    await hearOrder();
    const before = await figures();

    const total = { amount: '9.50', currency: 'EUR' };
    await told({ total, updatedAt: minutesLater(5) });
    await hearOrder('order.refunded');
    const refunded = await figures();
    await told({ total, updatedAt: minutesLater(9), cancelledAt: minutesLater(9) });
    await hearOrder('order.cancelled');

    expect(before?.net).toBe('24.00');
    expect(refunded).toEqual({ orders: 1, net: '9.50' });
    expect(await figures()).toBeUndefined();
    const [shown] = await creditedOrdersOf(deps, lumen, first);
    expect(shown).toMatchObject({ cancelled: true });
  });

  it('is not worth more again where an older telling comes late', async () => {
    await sent('first');
    await clicked(click(-10));
    await told();
    await hearOrder();
    const [older] = await deps.conversions.ofMessage(lumen, first);
    await told({ total: { amount: '1.00', currency: 'EUR' }, updatedAt: minutesLater(5) });
    await hearOrder('order.refunded');

    await deps.conversions.record(lumen, older === undefined ? [] : [older]);

    expect(await figures()).toEqual({ orders: 1, net: '1.00' });
  });

  it.each([
    ['a program followed the link', click(-10, 'first', 'scanner')],
    ['the click came after it', click(1)],
    ['the click was six days before', click(-6 * 24 * 60)],
  ])('is nobody’s where %s', async (_name, only) => {
    await sent('first');
    await clicked(only);
    await told();
    await hearOrder();

    expect(await figures()).toBeUndefined();
  });

  it('is nobody’s where it was a test, or placed by nobody we know', async () => {
    await sent('first');
    await clicked(click(-10));
    await told({ test: true });
    await hearOrder();
    await told({ id: '5002' }, null);
    await creditOrders(deps, lumen, [event('order.placed', '5002')]);

    expect(await rows('conversions').countDocuments()).toBe(0);
  });

  it('counts for whom somebody was merged into', async () => {
    await rows('contacts').insertOne({
      _id: 'former',
      shop: lumen,
      mergedInto: mara,
      createdAt: builtAt,
    });
    await sent('first', asContactId('former'));
    await clicked(click(-10));
    await told();
    await hearOrder();

    expect((await figures())?.orders).toBe(1);
    expect(await deps.touches.receivers(lumen, [first])).toEqual([mara]);
  });

  it('leaves out of the revenue what was paid in another currency', async () => {
    await sent('first');
    await clicked(click(-10));
    await told({ total: { amount: '99.00', currency: 'CHF' } });
    await hearOrder();

    expect(await figures()).toEqual({ orders: 1, net: '0.00' });
  });
});

describe('a click that is heard of after its order', () => {
  it('ends as if it had come before, with the last click of several winning', async () => {
    await sent('first');
    await sent('second');
    await told();
    await hearOrder();
    expect(await figures()).toBeUndefined();

    for (const late of [click(-5, 'second'), click(-30, 'first')]) {
      await clicked(late);
      await creditClicks(deps, lumen, [late]);
    }

    expect(
      (await deps.conversions.ofMessage(lumen, asMessageId('second'))).map(({ order }) => order),
    ).toEqual(['5001']);
    expect(await deps.conversions.ofMessage(lumen, first)).toEqual([]);
  });

  it('changes nothing where it is a scanner’s or an open', async () => {
    await sent('first');
    await told();
    await hearOrder();
    const scanned = click(-5, 'first', 'scanner');
    await clicked(scanned);

    await creditClicks(deps, lumen, [scanned, { ...click(-5), type: 'opened' }]);

    expect(await figures()).toBeUndefined();
  });
});

describe('an order that used a code', () => {
  const code = { code: 'abcde-22222', amount: '5.00', net: '5.00' };
  beforeEach(async () => {
    await sent('first');
    await sent('second');
    const held = { shop: lumen, code: 'ABCDE-22222', offer: 'ten', generation: 1, state: 'given' };
    await rows('offer_codes').insertOne({
      _id: codeId(lumen, 'ABCDE-22222'),
      ...held,
      messages: ['first'],
    });
  });

  it('is credited to the mail that showed it, whoever used it', async () => {
    await told({ discounts: [code] }, null);
    await hearOrder();

    const [conversion] = await deps.conversions.ofMessage(lumen, first);
    expect(conversion).toMatchObject({ by: 'code', order: '5001' });
  });

  it('goes over to a mail that was clicked', async () => {
    await told({ discounts: [code] });
    await hearOrder();
    const late = click(-5, 'second');
    await clicked(late);
    await creditClicks(deps, lumen, [late]);

    expect(await deps.conversions.ofMessage(lumen, first)).toEqual([]);
    expect(await deps.conversions.ofMessage(lumen, asMessageId('second'))).toHaveLength(1);
  });

  it('is nobody’s with a code that isn’t ours', async () => {
    await told({ discounts: [{ ...code, code: 'SUMMER' }] });
    await hearOrder();

    expect(await figures()).toBeUndefined();
  });
});

describe('the figures', () => {
  it('are those of one shop, of these flows, since then', async () => {
    await sent('first');
    await clicked(click(-10));
    await told();
    await hearOrder();
    const ask = (shop: ShopId, over: object = {}) =>
      deps.conversions.byFlow(shop, { since: new Date(0), currency: 'EUR', ...over });

    expect((await ask(umbra)).size).toBe(0);
    expect((await ask(lumen, { flows: [asFlowId('other')] })).size).toBe(0);
    expect((await ask(lumen, { since: minutesLater(1) })).size).toBe(0);
    expect((await ask(lumen, { flows: [flow] })).get(flow)?.orders).toBe(1);
  });
});
