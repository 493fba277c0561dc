import { describe, expect, it } from '@jest/globals';
import type { FlowStatus } from '../../flows/flow.ts';
import { asFlowId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import { aShop, lumen, noon } from '../../testing/mail/mail-builders.ts';
import { createAttentionService } from './attention-service.ts';
import type { AttentionServiceDeps } from './attention-service.ts';
import { createOnboardingService } from './onboarding-service.ts';

const flow = (kind: string, status: FlowStatus) => ({ id: asFlowId(kind), kind, status, rev: 3 });

describe('the flow to begin with', () => {
  const said: unknown[] = [];
  const service = (flows: readonly ReturnType<typeof flow>[]) =>
    createOnboardingService({
      shops: { find: async (shop) => (shop === lumen ? aShop() : undefined) },
      flows: { list: async () => flows },
      answers: {
        answer: async (...all) => void said.push(all),
        dismiss: async (...all) => void said.push(all),
      },
      kinds: ['abandoned-checkout', 'cross-sell'],
      clock: createManualClock(noon),
    });
  const firstOf = async (...flows: readonly ReturnType<typeof flow>[]) =>
    (await service(flows).read(lumen))?.firstFlow?.id;

  it('is the first that can be switched on, in the order merchants see', async () => {
    expect(await firstOf(flow('cross-sell', 'draft'), flow('abandoned-checkout', 'draft'))).toBe(
      'abandoned-checkout',
    );
    expect(await firstOf(flow('cross-sell', 'paused'), flow('abandoned-checkout', 'archived'))).toBe(
      'cross-sell',
    );
  });

  it('is none once one is live, or where there is none', async () => {
    expect(await firstOf(flow('cross-sell', 'live'), flow('abandoned-checkout', 'draft'))).toBeUndefined();
    expect(await firstOf()).toBeUndefined();
  });

  it('is nobody’s in a shop that isn’t there', async () => {
    const stranger = createOnboardingService({
      shops: { find: async () => undefined },
      flows: { list: async () => [] },
      answers: { answer: async () => undefined, dismiss: async () => undefined },
      kinds: [],
      clock: createManualClock(noon),
    });

    expect(await stranger.read(lumen)).toBeNull();
  });

  it('answers are kept with the shop’s time', async () => {
    await service([]).answer(lumen, 'look', 'skipped');
    await service([]).dismiss(lumen);

    expect(said).toEqual([
      [lumen, { step: 'look', answer: 'skipped', at: noon }],
      [lumen, noon],
    ]);
  });
});

describe('what a button beside it does', () => {
  const done: unknown[] = [];
  const service = (platform: 'shopify' | 'woocommerce') => {
    const deps: Pick<AttentionServiceDeps, 'shops' | 'requeue' | 'queue' | 'clock'> = {
      shops: { find: async () => aShop({ platform }) },
      requeue: {
        requeueEnrollments: async (selection, now) => (
          done.push([selection, now]),
          { found: 3, requeued: 2 }
        ),
        requeueDeliveries: async (selection) => (done.push(selection), { found: 1, requeued: 1 }),
      },
      queue: { enqueue: async (...all) => void done.push(all) },
      clock: createManualClock(noon),
    };
    const unused = {
      sending: { read: async () => null },
      accounts: { read: () => Promise.reject(new TypeError('not asked')) },
      offers: { list: async () => [] },
      flows: { list: async () => [] },
      figures: async () => [],
      stuck: {
        enrollments: async () => 0,
        deliveries: async () => 0,
        lastWebhook: async () => undefined,
        lastVisit: async () => undefined,
        webhooks: async () => 0,
      },
    };
    return createAttentionService({ ...unused, ...deps });
  };

  it.each([
    ['shopify', 'retry-enrollments', 2, [{ shop: lumen }, noon]],
    ['shopify', 'retry-deliveries', 1, { shop: lumen }],
    ['shopify', 'catch-up', undefined, ['shopify.reconcile', {}]],
    ['woocommerce', 'catch-up', undefined, ['woocommerce.sync', { shop: lumen }]],
  ] as const)('on %s: %s', async (...[platform, act, count, asked]) => {
    done.length = 0;

    expect(await service(platform).act(lumen, act)).toBe(count);
    expect(done).toEqual([asked]);
  });
});
