import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import { flowSchema } from '../../flows/flow.contract.ts';
import { offerLedgerSchema, offersSchema } from '../../mail/offers/offer.contract.ts';
import type { OfferView } from '../../mail/offers/offer.contract.ts';
import { eventually } from '../eventually.ts';
import { coffee, past, variantOf } from './past.ts';
import { askApi, openWorld } from './world.ts';
import type { OutboxMail, World } from './world.ts';

jest.setTimeout(120_000);

const codePattern = /\b[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}\b/;

let world: World;
let flow: string;

const theOffer = async (): Promise<OfferView | undefined> =>
  offersSchema.parse((await askApi(world, 'GET', '/offers')).body).offers[0];

/** The merchant makes the flow from its preset and switches it on. */
const switchOn = async (): Promise<string> => {
  const made = flowSchema.parse((await askApi(world, 'POST', '/flows', { preset: 'cart-incentive' })).body);
  const published = await askApi(world, 'POST', `/flows/${made.id}/publish`, { rev: made.rev });
  expect(flowSchema.parse(published.body).status).toBe('live');
  return made.id;
};

beforeAll(async () => {
  world = await openWorld({ name: 'scenario-incentive', past });
  flow = await switchOn();
  await eventually(async () => ((await theOffer())?.pool.free ?? 0) >= 250);
});
afterAll(() => world.close());

const leave = (email: string): string =>
  world.far.floor.saveCheckout({
    cartToken: `cart-${email}`,
    items: [{ variantId: variantOf(coffee), quantity: 2 }],
    email,
    firstName: 'Ada',
    lastName: 'Vogel',
    acceptsMarketing: true,
  }).token;

const stepsTo = async (email: string): Promise<readonly string[]> =>
  (await world.outbox(email)).map(({ step }) => step);

const codeIn = (mail: OutboxMail | undefined): string => codePattern.exec(mail?.text ?? '')?.[0] ?? '';

const ledgerLine = async () =>
  offerLedgerSchema
    .parse((await askApi(world, 'GET', '/offers/ledger')).body)
    .lines.find((line) => line.flow === flow);

describe('a cart with an incentive', () => {
  it('asked for its offer, whose discount and codes the platform holds', async () => {
    const offer = await theOffer();
    const [discount] = [...world.far.store.discounts.values()];

    expect(offer).toMatchObject({ id: 'cart-10', status: 'active', discount: { state: 'ready' } });
    expect(discount).toMatchObject({ percentage: 0.1, codes: expect.any(Array) });
    expect(discount?.codes.length).toBe(251);
  });

  it('reminds after an hour, brings a code after a day, and what the code costs is in the ledger', async () => {
    const email = 'ada@example.com';
    const token = leave(email);

    await world.wind('PT61M');
    expect(await stepsTo(email)).toEqual(['incentive-1']);
    await world.wind('PT23H');
    const mail = (await world.outbox(email)).at(-1);

    const code = codeIn(mail);
    expect(mail?.step).toBe('incentive-2');
    expect(mail?.subject).toContain('10%');
    expect(mail?.html).toContain(code);
    expect(mail?.text).toContain(`discount=${code}`);
    expect(mail?.text).toContain('/recover?key=');
    expect(world.far.store.discountByCode(code)).toMatchObject({ percentage: 0.1 });
    expect(await ledgerLine()).toMatchObject({ given: 1, live: 1, redeemed: 0, costs: [] });

    const order = world.far.floor.buy(token, code);
    expect(order.discount).toEqual({ code, amount: '2.40' });
    await eventually(async () => ((await ledgerLine())?.redeemed ?? 0) === 1);

    expect(await ledgerLine()).toMatchObject({
      offer: 'cart-10',
      live: 0,
      orders: 1,
      costs: [{ currency: 'EUR', amount: '2.40', net: '2.40' }],
    });

    world.far.floor.refund(order.id);
    await eventually(async () => (await ledgerLine())?.costs[0]?.net === '0.00');
    expect((await ledgerLine())?.costs).toEqual([{ currency: 'EUR', amount: '2.40', net: '0.00' }]);
  });

  it('and the plain reminder never both write of one checkout', async () => {
    const email = 'ben@example.com';
    leave(email);

    await world.wind('PT31H');
    await world.wind('P3D');

    expect(await stepsTo(email)).toEqual(['incentive-1', 'incentive-2']);
    expect(await world.story(email, 'abandoned-checkout')).toEqual(
      expect.arrayContaining(['entered checkout.updated', 'skipped checkout-1 reminded_elsewhere']),
    );
  });

  it('gives every person a code of their own, and shows somebody the live one again', async () => {
    leave('cleo@example.com');
    leave('dora@example.com');
    await world.wind('PT25H');
    const codes = await Promise.all(
      ['cleo@example.com', 'dora@example.com'].map(async (email) =>
        codeIn((await world.outbox(email)).at(-1)),
      ),
    );
    expect(new Set(codes).size).toBe(2);

    leave('cleo@example.com');
    await world.wind('PT25H');

    const again = (await world.outbox('cleo@example.com')).filter(({ step }) => step === 'incentive-2');
    expect(again.map(codeIn)).toEqual([codes[0], codes[0]]);
  });

  it('is skipped with its reason when the offer is retired, never sent with an empty code', async () => {
    const email = 'emil@example.com';
    leave(email);
    await world.wind('PT61M');
    const rev = (await theOffer())?.rev;
    const retired = await askApi(world, 'POST', '/offers/cart-10/retire', { rev });
    expect(z.object({ status: z.string() }).parse(retired.body).status).toBe('retired');

    await world.wind('PT25H');

    expect(await stepsTo(email)).toEqual(['incentive-1']);
    expect(await world.story(email, flow)).toContain('skipped incentive-2 no_code');
  });
});
