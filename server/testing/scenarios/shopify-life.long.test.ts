import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { FakeShopify } from '../fake-shopify/create-fake-shopify.ts';
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

const ills = ['broken', 'throttled', 'truncated', 'late'] as const;

const sicken = (far: FakeShopify): void => {
  for (const ill of ills) far.illness.strike(ill);
};

describe('a shop’s life with Encore', () => {
  it('goes from install to install: past, events, mails, consent told back, data asked for, forgotten, gone, back', async () => {
    world = await openWorld({ name: 'life-well', past: lifePast });

    await liveThrough(world, () => undefined);

    expect(await endOf(world)).toMatchObject(lifeEnd);
    await leaveAndReturn(world);
  });

  it('goes the same way with a Shopify that is ill', async () => {
    const ill = await openWorld({ name: 'life-ill', past: lifePast, beforeInstall: sicken });
    world = ill;

    await liveThrough(ill, () => sicken(ill.far));

    expect(ill.far.illness.suffered()).toBeGreaterThan(8);
    expect(await endOf(ill)).toMatchObject(lifeEnd);
    ill.far.illness.heal();
    await leaveAndReturn(ill);
  });
});
