import { describe, expect, it } from '@jest/globals';
import { asShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { ErrorCode } from '../../lib/errors.ts';
import { createCircuits } from './circuits.ts';

const lumen = asShopId('lumen.myshopify.com');
const sable = asShopId('sable.myshopify.com');

const bench = () => {
  let at = 0;
  let called = 0;
  const circuits = createCircuits({ failuresToOpen: 3, openMs: 1000, nowMs: () => at });
  const failing =
    (code: ErrorCode = 'platform_unreachable') =>
    () => {
      called += 1;
      return Promise.reject(new EncoreError(code));
    };
  const fine = () => {
    called += 1;
    return Promise.resolve('fine');
  };
  const failTimes = async (times: number, code?: ErrorCode) => {
    for (let time = 0; time < times; time += 1)
      await expect(circuits.guard(lumen, failing(code))).rejects.toMatchObject({
        code: code ?? 'platform_unreachable',
      });
  };
  return { circuits, failing, fine, failTimes, pass: (ms: number) => (at += ms), called: () => called };
};

describe('the circuit of a shop', () => {
  it('opens after failures in a row and calls nobody while it is open', async () => {
    const { circuits, fine, failTimes, called } = bench();
    await failTimes(3);

    await expect(circuits.guard(lumen, fine)).rejects.toMatchObject({ code: 'platform_unwell' });

    expect(called()).toBe(3);
  });

  it('is a matter of one shop', async () => {
    const { circuits, fine, failTimes } = bench();
    await failTimes(3);

    expect(await circuits.guard(sable, fine)).toBe('fine');
  });

  it('forgets failures once a call went well', async () => {
    const { circuits, fine, failTimes } = bench();
    await failTimes(2);
    await circuits.guard(lumen, fine);
    await failTimes(2);

    expect(await circuits.guard(lumen, fine)).toBe('fine');
  });

  it('lets one try after its time, and opens again at once when that fails', async () => {
    const { circuits, fine, failing, failTimes, pass, called } = bench();
    await failTimes(3);
    pass(1001);
    let letGo: (() => void) | undefined;
    const trying = circuits.guard(lumen, async () => {
      await new Promise<void>((resolve) => (letGo = resolve));
      return failing()();
    });

    await expect(circuits.guard(lumen, fine)).rejects.toMatchObject({ code: 'platform_unwell' });
    letGo?.();
    await expect(trying).rejects.toMatchObject({ code: 'platform_unreachable' });
    await expect(circuits.guard(lumen, fine)).rejects.toMatchObject({ code: 'platform_unwell' });
    pass(1001);

    expect(await circuits.guard(lumen, fine)).toBe('fine');
    expect(called()).toBe(5);
  });

  it.each(['platform_call_failed', 'shop_not_installed', 'platform_refused'] as const)(
    'is not opened by %s, which says nothing of Shopify’s health',
    async (code) => {
      const { circuits, fine, failTimes } = bench();
      await failTimes(5, code);

      expect(await circuits.guard(lumen, fine)).toBe('fine');
    },
  );
});
