import { describe, expect, it } from '@jest/globals';
import { buildDelivery, lumen, umbra } from '../../testing/shop/build-delivery.ts';
import type { ShopId } from '../../lib/brand.ts';
import { monotonicMs } from '../../lib/clock.ts';
import { createIntake } from './intake.ts';
import type { Intake, IntakeDeps } from './intake.ts';

interface Ledger {
  readonly sending: Map<ShopId, string[]>;
  readonly looks: (readonly ShopId[])[];
  polls: number;
  failing: boolean;
}

const ledgerOf = (rows: readonly (readonly [ShopId, string[]])[] = []): Ledger => ({
  sending: new Map(rows),
  looks: [],
  polls: 0,
  failing: false,
});

const intakeOver = (ledger: Ledger, options: Partial<IntakeDeps> = {}): Intake =>
  createIntake({
    commit: { commit: () => Promise.resolve('stored'), ...spacious },
    sendingRows: {
      find: (shops) => {
        ledger.looks.push(shops);
        if (ledger.failing) return Promise.reject(new TypeError('gone'));
        const ids = shops.flatMap((shop) => ledger.sending.get(shop) ?? []);
        return Promise.resolve(ids.map((id) => ({ id, token: `t-${id}` })));
      },
      anyStillSending: (rows) => {
        ledger.polls += 1;
        const live = [...ledger.sending.values()].flat();
        return Promise.resolve(rows.some(({ id }) => live.includes(id)));
      },
    },
    holdMs: 400,
    pollMs: 5,
    ...options,
  });

const spacious = { hasRoom: () => true, expect: () => () => undefined };

describe('createIntake', () => {
  it('answers at once while the shop sends nothing', async () => {
    const ledger = ledgerOf([[umbra, ['m1']]]);

    const outcome = await intakeOver(ledger).accept(buildDelivery());

    expect(outcome).toBe('stored');
    expect(ledger.polls).toBe(0);
  });

  it('waits until the mails that were on their way have settled', async () => {
    const ledger = ledgerOf([[lumen, ['m1']]]);
    let answered = false;

    const accepting = intakeOver(ledger)
      .accept(buildDelivery())
      .then(() => {
        answered = true;
      });
    await new Promise((resolve) => setTimeout(resolve, 40));
    const before = answered;
    ledger.sending.clear();
    await accepting;

    expect(before).toBe(false);
    expect(ledger.polls).toBeGreaterThan(1);
  });

  it('answers after the hold at the latest', async () => {
    const ledger = ledgerOf([[lumen, ['m1']]]);
    const start = monotonicMs();

    await intakeOver(ledger, { holdMs: 60 }).accept(buildDelivery());

    expect(monotonicMs() - start).toBeGreaterThanOrEqual(59);
  });

  it('makes a duplicate wait like the first one', async () => {
    const ledger = ledgerOf();
    const intake = intakeOver(ledger, { commit: { commit: () => Promise.resolve('held'), ...spacious } });

    const outcome = await intake.accept(buildDelivery());

    expect(outcome).toBe('held');
    expect(ledger.looks).toEqual([[lumen]]);
  });

  it('does not look for senders when the delivery holds nothing up', async () => {
    const ledger = ledgerOf([[lumen, ['m1']]]);
    const intake = intakeOver(ledger);

    await intake.accept(buildDelivery({ class: 'normal' }));
    await intake.accept(buildDelivery({ state: 'ignored' }));

    expect(ledger.looks).toEqual([]);
  });

  it('looks once for deliveries that arrive together, and lets the idle shop go', async () => {
    const ledger = ledgerOf([[lumen, ['m1']]]);
    const intake = intakeOver(ledger);

    const waiting = intake.accept(buildDelivery());
    await intake.accept(buildDelivery({ shop: umbra }));
    ledger.sending.clear();
    await waiting;

    expect(ledger.looks[0]).toEqual([lumen, umbra]);
  });

  it('looks only after the row is durable', async () => {
    const ledger = ledgerOf();
    let release = (): void => undefined;
    const commit = (): Promise<'stored'> =>
      new Promise((resolve) => {
        release = () => resolve('stored');
      });
    const accepting = intakeOver(ledger, { commit: { commit, ...spacious } }).accept(buildDelivery());
    await new Promise((resolve) => setTimeout(resolve, 10));
    const early = ledger.looks.length;

    release();
    await accepting;

    expect(early).toBe(0);
    expect(ledger.looks).toHaveLength(1);
  });

  it('refuses when nobody can say whether a mail is leaving', async () => {
    const ledger = { ...ledgerOf(), failing: true };

    const accepting = intakeOver(ledger).accept(buildDelivery());

    await expect(accepting).rejects.toMatchObject({ code: 'inbox_unavailable' });
  });

  it('announces what is new and nothing else', async () => {
    let announced = 0;
    const options = { onStored: () => (announced += 1) };
    await intakeOver(ledgerOf(), options).accept(buildDelivery());
    await intakeOver(ledgerOf(), {
      ...options,
      commit: { commit: () => Promise.resolve('held'), ...spacious },
    }).accept(buildDelivery());
    await intakeOver(ledgerOf(), options).accept(buildDelivery({ state: 'ignored' }));

    expect(announced).toBe(1);
  });
});
