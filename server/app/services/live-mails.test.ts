import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { deliverabilitySchema } from '../../mail/deliverability/deliverability.contract.ts';
import { lookAtLiveMails } from '../cli/doctor/live-mails.ts';
import { createLifeWorld, lumen, stranger } from '../../testing/flows/life-world.ts';
import type { LifeWorld } from '../../testing/flows/life-world.ts';

let world: LifeWorld;
beforeAll(async () => {
  world = await createLifeWorld('live_mails');
});
afterAll(() => world.close());

const read = async (shop = lumen) =>
  deliverabilitySchema.parse((await world.as(shop)('get', '/sending/health')).body);
const levelOf = (mail: Awaited<ReturnType<typeof read>>['mails'][number], key: string) =>
  mail.findings.find((finding) => finding.key === key)?.level;

describe('the mails of live flows', () => {
  it('are each looked at as they would leave now', async () => {
    const { mails } = await read();

    expect(mails.length).toBeGreaterThanOrEqual(4);
    const steps = mails.map(({ flow, step }) => `${flow} ${step}`);
    expect(new Set(steps).size).toBe(steps.length);
    for (const mail of mails) {
      expect(mail.findings.map(({ key }) => key)).toEqual(['size', 'balance', 'unsubscribe', 'links']);
      expect([levelOf(mail, 'size'), levelOf(mail, 'unsubscribe')]).toEqual(['ok', 'ok']);
    }
  });

  it('name the flow in the merchant’s words, and nobody else’s', async () => {
    const [mine, theirs] = [await read(), await read(stranger)];

    expect(new Set(mine.mails.map(({ title }) => title))).toEqual(
      new Set(['Abandoned checkout', 'Replenishment', 'Cross-sell', 'Browse abandonment']),
    );
    expect(theirs.mails.map(({ step }) => step)).toEqual(mine.mails.map(({ step }) => step));
  });

  it('are none of flows that are off', async () => {
    const before = await read();
    const [first] = before.mails;
    const flow = z.string().parse(first?.flow);
    const rev = z.object({ rev: z.number() }).parse((await world.ask('get', `/flows/${flow}`)).body).rev;
    await world.ask('patch', `/flows/${flow}`, { status: 'paused', rev });

    const after = await read();
    expect(after.mails.map((mail) => mail.flow)).not.toContain(flow);
    expect(after.mails.length).toBeLessThan(before.mails.length);
    await world.ask('patch', `/flows/${flow}`, { status: 'live', rev: rev + 1 });
  });

  it('are looked at by the doctor too, shop by shop', async () => {
    const shops = await lookAtLiveMails(world.data.connection, () => new Date('2026-03-10T12:00:00Z'));

    expect(shops.map(({ shop }) => shop)).toEqual([lumen, stranger]);
    expect(shops[0]?.mails.length).toBe((await read()).mails.length);
  });
});
