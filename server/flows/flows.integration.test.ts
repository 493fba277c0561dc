import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asFlowId, asShopId } from '../lib/brand.ts';
import type { ShopId } from '../lib/brand.ts';
import { messageIdOf } from '../mail/message-id.ts';
import type { StoreFact } from '../shop/facts.ts';
import { aShop } from '../testing/flows/builders.ts';
import { flowDatabase } from '../testing/flows/flow-database.ts';
import type { FlowDatabase } from '../testing/flows/flow-database.ts';
import {
  buildCheckoutFact,
  buildOrderFact,
  buildPerson,
  builtAt,
  minutesLater,
} from '../testing/shop/build-facts.ts';

let bench: FlowDatabase;
let made = 0;

beforeAll(async () => {
  bench = await flowDatabase('flows', builtAt);
});
afterAll(() => bench.database.drop());

/** Each test has a shop of its own. */
const openShop = async (status: 'live' | 'draft' = 'live'): Promise<ShopId> => {
  made += 1;
  const shop = asShopId(`shop-${made}.myshopify.com`);
  const { id: _id, platform: _platform, status: _status, installedAt: _at, ...settings } = aShop();
  await bench.repositories.shops.install(shop, { platform: 'shopify', settings, at: builtAt });
  await bench.service.ensurePresets(shop, status);
  return shop;
};

const hear = async (shop: ShopId, facts: readonly StoreFact[], source = 'webhook'): Promise<void> => {
  const { events } = await bench.record(shop, facts, source);
  await bench.react(shop, events);
};

const waitingOf = async (shop: ShopId) => {
  const contact = await bench.repositories.contacts.findByAddress(shop, 'mara@lumen.example');
  return contact === undefined ? [] : bench.store.findWaitingOfContacts(shop, [contact.id]);
};

const summaryOf = async (shop: ShopId, flow = 'abandoned-checkout') => bench.service.find(shop, flow);

describe('presets', () => {
  it('gives a new shop its standard flows, once', async () => {
    const shop = await openShop();
    await bench.service.ensurePresets(shop, 'draft');

    const flows = await bench.service.list(shop);

    expect(
      flows.map(({ id, status, version, waiting, sent }) => [id, status, version, waiting, sent]),
    ).toEqual([
      ['abandoned-checkout', 'live', 1, 0, 0],
      ['replenishment', 'live', 1, 0, 0],
      ['cross-sell', 'live', 1, 0, 0],
      ['browse-abandonment', 'live', 1, 0, 0],
      // Nobody is greeted or asked before the merchant says so.
      ['welcome', 'draft', 1, 0, 0],
      ['feedback', 'draft', 1, 0, 0],
    ]);
    expect(flows.map(({ program }) => program.steps.at(-1)?.id)).toEqual([
      'checkout-2',
      'branch-1',
      'cross-sell-1',
      'browse-2',
      'welcome-1',
      'feedback-1',
    ]);
  });

  it('shows one shop nothing of another', async () => {
    await openShop();
    const other = asShopId('nobody.myshopify.com');

    expect(await bench.service.list(other)).toEqual([]);
    expect(await bench.service.find(other, 'abandoned-checkout')).toBeNull();
  });
});

describe('switching', () => {
  it('pauses, keeps people waiting, and goes on', async () => {
    const shop = await openShop();
    await hear(shop, [buildCheckoutFact()]);

    const paused = await bench.service.setStatus(
      { shop },
      { flow: 'abandoned-checkout', status: 'paused', rev: 0 },
    );
    const live = await bench.service.setStatus(
      { shop },
      { flow: 'abandoned-checkout', status: 'live', rev: 1 },
    );

    expect([paused, live]).toMatchObject([
      { kind: 'done', flow: { status: 'paused', rev: 1, waiting: 1 } },
      { kind: 'done', flow: { status: 'live', rev: 2 } },
    ]);
  });

  it('refuses what was decided by an older look, and answers a repeat alike', async () => {
    const shop = await openShop();
    const pause = { flow: 'cross-sell', status: 'paused', rev: 0 } as const;
    await bench.service.setStatus({ shop }, pause);

    const repeat = await bench.service.setStatus({ shop }, pause);
    const stale = await bench.service.setStatus({ shop }, { ...pause, status: 'live' });
    const unknown = await bench.service.setStatus({ shop }, { ...pause, flow: 'no-such' });

    expect([repeat.kind, stale.kind, unknown.kind]).toEqual(['done', 'conflict', 'not-found']);
    expect((await summaryOf(shop, 'cross-sell'))?.status).toBe('paused');
  });
});

describe('a checkout in a real database', () => {
  it('enrolls, moves, and exits on the order', async () => {
    const shop = await openShop();
    await hear(shop, [buildCheckoutFact()]);
    await hear(shop, [buildCheckoutFact({ updatedAt: minutesLater(10) })]);
    const moved = (await waitingOf(shop)).map(({ dueAt }) => dueAt);

    await hear(shop, [buildOrderFact({ placedAt: minutesLater(15), updatedAt: minutesLater(15) })]);

    expect(moved).toEqual([minutesLater(40)]);
    expect((await waitingOf(shop)).map(({ flow }) => flow).toSorted()).toEqual([
      'cross-sell',
      'replenishment',
    ]);
    const said = await bench.decisions.count(shop, [asFlowId('abandoned-checkout')]);
    expect(said.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['entered', 'checkout.updated'],
      ['exited', 'ordered'],
      ['moved', 're-anchored'],
    ]);
  });

  it('does not enter when the order came first', async () => {
    const shop = await openShop();
    await hear(shop, [buildOrderFact({ placedAt: minutesLater(5) })]);

    await hear(shop, [buildCheckoutFact()]);

    expect((await waitingOf(shop)).some(({ flow }) => flow === 'abandoned-checkout')).toBe(false);
  });

  it('exits the checkout that a guest left under one address and paid under another', async () => {
    const shop = await openShop();
    await hear(shop, [
      buildCheckoutFact(
        { customerId: undefined, phone: '+4915112345678' },
        { address: 'mara@lumen.example' },
      ),
    ]);
    const stranger = buildPerson({ address: 'm@work.example', customerId: '77' });

    await hear(shop, [buildOrderFact({ checkoutToken: undefined, placedAt: minutesLater(5) }, stranger)]);

    expect(await waitingOf(shop)).toEqual([]);
  });

  it.each([
    ['+49 (151) 123-45678', '004915112345678'],
    ['4915112345678', '+49 151 12345678'],
  ])('exits a guest’s checkout when only the phone says who ordered: %s, %s', async (left, ordered) => {
    const shop = await openShop();
    await hear(shop, [
      buildCheckoutFact({ customerId: undefined, phone: left }, { address: 'mara@lumen.example' }),
    ]);
    const before = await waitingOf(shop);
    const stranger = { address: 'm@work.example', customerId: '77' };

    await hear(shop, [
      buildOrderFact(
        { checkoutToken: undefined, cartToken: undefined, phone: ordered, placedAt: minutesLater(5) },
        stranger,
      ),
    ]);

    expect(before).toHaveLength(1);
    expect(await waitingOf(shop)).toEqual([]);
  });

  it('takes no placeholder for the phone of the one who ordered', async () => {
    const shop = await openShop();
    const phone = '000000';
    await hear(shop, [
      buildCheckoutFact({ customerId: undefined, phone }, { address: 'mara@lumen.example' }),
    ]);
    const stranger = { address: 'm@work.example', customerId: '77' };

    await hear(shop, [
      buildOrderFact(
        { checkoutToken: undefined, cartToken: undefined, phone, placedAt: minutesLater(5) },
        stranger,
      ),
    ]);

    expect(await waitingOf(shop)).toHaveLength(1);
  });

  it('begins nothing from the past and everything from webhooks', async () => {
    const shop = await openShop();
    await hear(
      shop,
      [buildOrderFact(), buildCheckoutFact({ token: 'c2', cartToken: 'k2', createdAt: minutesLater(9) })],
      'backfill',
    );
    const past = await waitingOf(shop);

    await hear(shop, [buildOrderFact({ id: '5002', checkoutToken: 'x', cartToken: 'y' })]);

    expect(past).toEqual([]);
    expect((await waitingOf(shop)).map(({ flow }) => flow).toSorted()).toEqual([
      'cross-sell',
      'replenishment',
    ]);
  });

  it('enters nobody while it is a draft', async () => {
    const shop = await openShop('draft');

    await hear(shop, [buildCheckoutFact()]);

    expect(await waitingOf(shop)).toEqual([]);
  });

  it('moves nothing once the ledger holds a row, and cancels what is still scheduled on exit', async () => {
    const shop = await openShop();
    await hear(shop, [buildCheckoutFact()]);
    const [enrollment] = await waitingOf(shop);
    if (enrollment === undefined) throw new TypeError('nobody waits');
    const { id, contact, flow } = enrollment;
    const message = messageIdOf(id, 'checkout-1');
    const row = {
      id: message,
      shop,
      enrollment: id,
      step: 'checkout-1',
      flow,
      flowKey: 'abandoned-checkout',
      contact,
      attempt: 0,
    };
    await bench.mail.rows.insertSending([row], 'token');
    await bench.mail.rows.settle([{ id: message, status: 'scheduled' }], 'token');

    await hear(shop, [buildCheckoutFact({ updatedAt: minutesLater(20) })]);
    const dueAt = (await waitingOf(shop)).map((one) => one.dueAt);
    await hear(shop, [buildOrderFact({ placedAt: minutesLater(21) })]);

    expect(dueAt).toEqual([minutesLater(30)]);
    expect((await bench.mail.messages.find(shop, message))?.status).toBe('cancelled');
  });

  it('ends alike when two appliers hear of order and checkout at once', async () => {
    const shop = await openShop();
    const tellings = [
      buildCheckoutFact(),
      buildOrderFact({ placedAt: minutesLater(5) }),
      buildCheckoutFact(),
      buildOrderFact({ placedAt: minutesLater(5) }),
    ];

    await Promise.all(tellings.map((fact) => hear(shop, [fact])));

    expect((await waitingOf(shop)).map(({ flow }) => flow).toSorted()).toEqual([
      'cross-sell',
      'replenishment',
    ]);
  });

  it('exits what waits when the person unsubscribes', async () => {
    const shop = await openShop();
    await hear(shop, [buildCheckoutFact()]);
    const consent = {
      person: buildPerson(),
      state: 'unsubscribed',
      source: 'page',
      statedAt: minutesLater(3),
    } as const;

    await hear(shop, [{ kind: 'consent', consent }], 'page');

    expect(await waitingOf(shop)).toEqual([]);
  });
});
