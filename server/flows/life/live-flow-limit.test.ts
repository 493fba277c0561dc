import { describe, expect, it } from '@jest/globals';
import { asFlowId, asShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { Flow, FlowStatus } from '../flow.ts';
import { checkLiveFlows } from './live-flow-limit.ts';

const shop = asShopId('lumen.myshopify.com');
const at = new Date('2026-11-01T00:00:00Z');
const aFlow = (id: string, status: FlowStatus): Flow => ({
  shop,
  id: asFlowId(id),
  kind: 'abandoned-checkout',
  title: id,
  status,
  version: 1,
  rev: 0,
  createdAt: at,
  updatedAt: at,
});
const flows = {
  list: async () => [
    aFlow('one', 'live'),
    aFlow('two', 'live'),
    aFlow('three', 'paused'),
    aFlow('four', 'draft'),
  ],
};

const codeFor = async (allowed: number | undefined, flow: string): Promise<unknown> => {
  try {
    await checkLiveFlows({ flows, allowance: { liveFlows: async () => allowed } }, shop, asFlowId(flow));
    return 'allowed';
  } catch (error) {
    return error instanceof EncoreError ? `${error.status} ${error.code}` : error;
  }
};

describe('how many flows may be live', () => {
  it.each([
    { when: 'without a limit', allowed: undefined, flow: 'three', answer: 'allowed' },
    { when: 'below the limit', allowed: 3, flow: 'three', answer: 'allowed' },
    { when: 'at the limit', allowed: 2, flow: 'three', answer: '403 plan_limit_reached' },
    { when: 'above it, after a smaller plan', allowed: 1, flow: 'three', answer: '403 plan_limit_reached' },
    { when: 'at the limit, one that is live', allowed: 2, flow: 'two', answer: 'allowed' },
    { when: 'with a plan without any', allowed: 0, flow: 'three', answer: '403 plan_limit_reached' },
  ])('$when: $answer', async ({ allowed, flow, answer }) => {
    expect(await codeFor(allowed, flow)).toBe(answer);
  });

  it('says how many are', async () => {
    const allowance = { liveFlows: async () => 2 };
    await expect(checkLiveFlows({ flows, allowance }, shop, asFlowId('three'))).rejects.toMatchObject({
      fields: { flows: '2 of 2 are live' },
    });
  });

  it('asks nothing where no plan is sold', async () => {
    const unasked = { list: () => Promise.reject(new Error('asked')) };
    await expect(checkLiveFlows({ flows: unasked }, shop, asFlowId('one'))).resolves.toBeUndefined();
  });
});
