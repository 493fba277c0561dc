import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CheckoutInput } from '../fake-shopify/shop-floor.ts';
import { coffee, past, variantOf } from './past.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

jest.setTimeout(90_000);

let world: World;
beforeAll(async () => {
  world = await openWorld({ name: 'scenario-checkout', past });
});
afterAll(() => world.close());

const leave = (email: string, over: Partial<CheckoutInput> = {}): string =>
  world.far.floor.saveCheckout({
    cartToken: `cart-${email}`,
    items: [{ variantId: variantOf(coffee), quantity: 2 }],
    email,
    firstName: 'Ada',
    lastName: 'Vogel',
    acceptsMarketing: true,
    ...over,
  }).token;

const stepsTo = async (email: string): Promise<readonly string[]> =>
  (await world.outbox(email)).map(({ step }) => step);

describe('a checkout that was left', () => {
  it('is mailed about after 30 minutes and after 30 hours, and never again', async () => {
    leave('ada@example.com');

    await world.wind('PT29M');
    const early = await stepsTo('ada@example.com');
    await world.wind('PT2M');
    const first = await stepsTo('ada@example.com');
    await world.wind('PT30H');
    await world.wind('P10D');

    expect(early).toEqual([]);
    expect(first).toEqual(['checkout-1']);
    expect(await stepsTo('ada@example.com')).toEqual(['checkout-1', 'checkout-2']);
    expect(await world.story('ada@example.com', 'abandoned-checkout')).toEqual(
      expect.arrayContaining([
        'entered checkout.updated',
        'sent checkout-1 accepted',
        'sent checkout-2 accepted',
      ]),
    );
  });

  it('brings products, prices and the way back, in both parts, and the way out in one click', async () => {
    leave('ben@example.com');

    await world.wind('PT31M');

    const [mail] = await world.outbox('ben@example.com');
    expect(mail?.text).toContain('Coffee beans');
    expect(mail?.text).toContain('/recover?key=');
    expect(mail?.html).toContain('https://lumen.example/pictures/7001.png');
    expect(mail?.html).toContain('24.00');
    expect(mail?.html).toContain('Orchard Lane');
    expect(`${mail?.html}${mail?.text}${mail?.subject}`).not.toMatch(/\{\{|\{%/);
    expect(mail?.headers['List-Unsubscribe']).toMatch(/^<http/);
    expect(mail?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
  });

  it('is left alone once it was bought, with the reason kept', async () => {
    const token = leave('cleo@example.com');
    await world.wind('PT31M');

    world.far.floor.buy(token);
    await world.wind('PT31H');

    expect(await stepsTo('cleo@example.com')).toEqual(['checkout-1']);
    expect(await world.story('cleo@example.com', 'abandoned-checkout')).toContain('exited ordered');
  });

  it('waits for half an hour of quiet, whatever was done before', async () => {
    const token = leave('dora@example.com');
    await world.wind('PT20M');

    leave('dora@example.com', { token });
    await world.wind('PT20M');
    const busy = await stepsTo('dora@example.com');
    await world.wind('PT11M');

    expect(busy).toEqual([]);
    expect(await stepsTo('dora@example.com')).toEqual(['checkout-1']);
  });

  it('is not mailed about to somebody who never subscribed, with the reason kept', async () => {
    leave('emil@example.com', { acceptsMarketing: false });

    const winding = await world.wind('PT31M');

    expect(await stepsTo('emil@example.com')).toEqual([]);
    expect(winding.skipped).toBe(1);
    expect(await world.story('emil@example.com', 'abandoned-checkout')).toContain(
      'skipped checkout-1 no_consent',
    );
  });

  it('ends with one click in the mail, and a look at the page changes nothing', async () => {
    leave('fay@example.com');
    await world.wind('PT31M');
    const [mail] = await world.outbox('fay@example.com');
    const url = /<(.+?)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';

    const look = await fetch(url);
    await world.wind('PT1M');
    const afterLook = await world.story('fay@example.com', 'abandoned-checkout');
    const click = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
    await world.wind('PT30H');

    expect([look.status, click.status]).toEqual([200, 200]);
    expect(afterLook.join()).not.toContain('unsubscribed');
    expect(await stepsTo('fay@example.com')).toEqual(['checkout-1']);
    expect(await world.story('fay@example.com', 'abandoned-checkout')).toContain('exited unsubscribed');
  });
});

describe('a person who opens the way out in a mail', () => {
  const pageOf = async (email: string): Promise<string> => {
    const [mail] = await world.outbox(email);
    return (mail?.headers['List-Unsubscribe'] ?? '').replaceAll(/[<>]/g, '').split(',')[0] ?? '';
  };
  const press = (page: string, fields: string): Promise<Response> =>
    fetch(page, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: fields,
    });

  it('leaves with the second click, and the first changes nothing', async () => {
    leave('gil@example.com');
    await world.wind('PT31M');
    const page = await pageOf('gil@example.com');

    const looked = await (await fetch(page)).text();
    const before = await world.story('gil@example.com', 'abandoned-checkout');
    const left = await (await press(page, 'action=leave')).text();
    await world.wind('PT30H');

    expect(looked).toContain('name="action" value="leave"');
    expect(before.join()).not.toContain('unsubscribed');
    expect(left).toContain('You’re unsubscribed');
    expect(await stepsTo('gil@example.com')).toEqual(['checkout-1']);
  });

  it('can pause, and gets nothing meanwhile', async () => {
    leave('hal@example.com');
    await world.wind('PT31M');

    await press(await pageOf('hal@example.com'), 'action=choose&rhythm=pause&kinds=reminders');
    await world.wind('P4D');

    expect(await stepsTo('hal@example.com')).toEqual(['checkout-1']);
    expect(await world.story('hal@example.com', 'abandoned-checkout')).toContain(
      'skipped checkout-2 person_paused',
    );
  });

  it('can do without reminders and still hear of the rest', async () => {
    leave('ida@example.com');
    await world.wind('PT31M');
    const page = await pageOf('ida@example.com');

    await press(page, 'action=choose&rhythm=always&kinds=restock&kinds=suggestions');
    await world.wind('PT30H');

    expect(await world.story('ida@example.com', 'abandoned-checkout')).toContain(
      'skipped checkout-2 kind_unwanted',
    );
    expect(await (await fetch(page)).text()).toContain('value="restock" checked');
  });
});
