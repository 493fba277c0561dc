import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { WebhookDelivery } from '../fake-shopify/webhook-sender.ts';
import { leaveAndReturn, lifeEnd } from './shopify-life-checks.ts';
import { endOf, lifePast, liveThrough } from './shopify-life.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

jest.setTimeout(180_000);

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** Lost for good: what nobody but the law or the merchant says comes again from Shopify until it is answered. */
const isSpared = ({ topic }: WebhookDelivery): boolean =>
  /redact|data_request|uninstalled|scopes_update/.test(topic);

const unruly = (): ((delivery: WebhookDelivery) => readonly number[]) => {
  let count = 0;
  return (delivery) => {
    count += 1;
    const delay = (count * 7919) % 900;
    if (isSpared(delivery)) return [delay, 0];
    return count % 5 === 0 ? [] : [delay, (delay * 3) % 900];
  };
};

describe('a shop’s life with Encore', () => {
  it('ends the same with webhooks that are late, doubled, in any order, and one in five lost', async () => {
    world = await openWorld({ name: 'life-unruly', past: lifePast, delivery: { mischief: unruly() } });

    await liveThrough(world, () => undefined);

    expect(await endOf(world)).toMatchObject(lifeEnd);
    const polls = world.connection.collection('reconciliations');
    expect(await polls.countDocuments({ foundInAll: { $gt: 0 } })).toBeGreaterThan(0);
    await leaveAndReturn(world);
  });
});
