import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  aCheckout,
  ada,
  anEvent,
  anOrder,
  aContact,
  bob,
  hour,
  minute,
  shopId,
} from '../testing/flows/builders.ts';
import { createFlowBench } from '../testing/flows/flow-bench.ts';
import type { FlowBench } from '../testing/flows/flow-bench.ts';
import { aConsent } from '../testing/flows/memory-shop.ts';
import { versionKey } from '../engine/ports.ts';
import type { FlowProgram } from '../engine/program.ts';
import { abandonedCheckoutPreset } from './abandoned-checkout/preset.ts';
import { createReactor } from './react.ts';

let bench: FlowBench;

beforeEach(async () => {
  bench = createFlowBench();
  bench.memory.checkouts.set('checkout-a', aCheckout());
  await bench.react(shopId, [anEvent('checkout.updated', 'checkout-a')]);
});

const sayNo = (at = minute(10)) =>
  bench.react(shopId, [anEvent('consent.changed', 'digest', { at, data: { state: 'unsubscribed' } })]);

const reasons = (kind: string): readonly string[] =>
  bench.decisions.filter((one) => one.kind === kind).map(({ reason }) => reason);

describe('consent', () => {
  describe('where a later version is of another kind than the one somebody is in', () => {
    const receipt = {
      id: 'mail-1',
      key: 'send-email',
      args: { template: 'checkout-1', kind: 'transactional' },
    };
    const { program } = abandonedCheckoutPreset;
    const transactional = { ...program, steps: [receipt] };

    /** Everybody is in version 1; version 2 is what new people would pin. */
    const sayNoUnder = async (versions: readonly FlowProgram[]): Promise<void> => {
      const { deps, memory } = bench;
      memory.consents.set(ada, aConsent(shopId, 'unsubscribed', minute(10)));
      const load: typeof deps.runtime.programs.load = async (wanted) =>
        new Map(
          wanted.flatMap((one) => {
            const found = versions[one.version - 1];
            return found === undefined ? [] : [[versionKey(one), found] as const];
          }),
        );
      const list: typeof deps.runtime.flows.list = async (shop) =>
        (await deps.runtime.flows.list(shop)).map((flow) => ({ ...flow, version: 2 }));
      const runtime = { ...deps.runtime, programs: { load }, flows: { list } };
      await createReactor({ ...deps, runtime })(shopId, [
        anEvent('consent.changed', 'digest', { at: minute(10), data: { state: 'unsubscribed' } }),
      ]);
    };

    it('a refusal ends marketing that has become transactional since', async () => {
      await sayNoUnder([program, transactional]);

      expect(await bench.waiting()).toEqual([]);
    });

    it('a refusal leaves alone what was transactional when they entered', async () => {
      await sayNoUnder([transactional, program]);

      expect(await bench.waiting()).toHaveLength(1);
    });

    it('a refusal ends what nobody can read any more', async () => {
      await sayNoUnder([]);

      expect(await bench.waiting()).toEqual([]);
    });
  });

  it('exits everything that waits when somebody unsubscribes', async () => {
    bench.memory.consents.set(ada, aConsent(shopId, 'unsubscribed', minute(10)));

    await sayNo();

    expect(await bench.waiting()).toEqual([]);
    expect(reasons('exited')).toEqual(['unsubscribed']);
  });

  it('lets a later opt-in begin new ones', async () => {
    bench.memory.consents.set(ada, aConsent(shopId, 'unsubscribed', minute(10)));
    await sayNo();
    bench.memory.consents.set(ada, aConsent(shopId, 'subscribed', minute(20)));
    const newer = aCheckout({ token: 'checkout-b', createdAt: minute(30), updatedAt: minute(30) });
    bench.memory.checkouts.set(newer.token, newer);

    await bench.react(shopId, [anEvent('checkout.updated', newer.token)]);

    expect(await bench.waiting()).toMatchObject([{ about: 'checkout-b' }]);
  });

  it('leaves alone what began after a refusal that was heard of late and undone since', async () => {
    bench.memory.consents.set(ada, aConsent(shopId, 'subscribed', minute(-5)));

    await sayNo(minute(-10));

    expect(await bench.waiting()).toHaveLength(1);
  });

  it('is not undone by a statement that is no refusal', async () => {
    await bench.react(shopId, [anEvent('consent.changed', 'digest', { data: { state: 'subscribed' } })]);

    expect(await bench.waiting()).toHaveLength(1);
  });
});

describe('redaction and merging', () => {
  it('exits everything of a person who was redacted', async () => {
    await bench.react(shopId, [anEvent('contact.redacted', ada)]);

    expect(await bench.waiting()).toEqual([]);
    expect(reasons('exited')).toEqual(['redacted']);
  });

  it('goes on under the contact that is left after a merge', async () => {
    const [before] = await bench.waiting();
    bench.memory.contacts.set(bob, aContact({ id: bob }));

    await bench.react(shopId, [anEvent('contact.merged', ada, { contact: bob })]);

    expect(await bench.waiting()).toEqual([]);
    expect(await bench.waiting(bob)).toMatchObject([
      { about: 'checkout-a', step: 'wait-1', dueAt: before?.dueAt },
    ]);
    expect(reasons('exited')).toEqual(['merged']);
  });

  it('does not go on in the middle of a message that may have left', async () => {
    const [enrollment] = await bench.waiting();
    if (enrollment === undefined) throw new TypeError('nobody waits');
    const { id, rev } = enrollment;
    const at = { dueAt: minute(30), plannedAt: minute(30), attempts: 0 };
    await bench.store.move([{ id, rev, to: 'waiting', step: 'checkout-1', ...at }]);
    bench.mailed.add(id);

    await bench.react(shopId, [anEvent('contact.merged', ada, { contact: bob })]);

    expect(await bench.waiting(bob)).toEqual([]);
  });
});

describe('the past', () => {
  it('ends things though it begins none', async () => {
    bench.memory.orders.set('order-1', anOrder({ checkoutToken: 'checkout-a' }));

    await bench.react(shopId, [anEvent('order.placed', 'order-1', { sources: ['backfill'] })]);

    expect(await bench.waiting()).toEqual([]);
    expect(reasons('exited')).toEqual(['ordered']);
  });
});

describe('moving', () => {
  it('moves one that stands in its first message without a row, and leaves it there', async () => {
    const [enrollment] = await bench.waiting();
    if (enrollment === undefined) throw new TypeError('nobody waits');
    const at = { dueAt: minute(30), plannedAt: minute(30), attempts: 0 };
    await bench.store.move([
      { id: enrollment.id, rev: enrollment.rev, to: 'waiting', step: 'checkout-1', ...at },
    ]);
    bench.memory.checkouts.set('checkout-a', aCheckout({ updatedAt: minute(29) }));

    await bench.react(shopId, [anEvent('checkout.updated', 'checkout-a')]);

    expect(await bench.waiting()).toMatchObject([
      { step: 'checkout-1', plannedAt: minute(59), dueAt: minute(59) },
    ]);
  });
});

describe('explaining', () => {
  it('names when and from what in every decision, and never an address', async () => {
    bench.memory.orders.set('order-1', anOrder({ checkoutToken: 'checkout-a', placedAt: hour(1) }));
    await bench.react(shopId, [anEvent('order.placed', 'order-1')]);

    expect(bench.decisions.length).toBeGreaterThan(1);
    expect(JSON.stringify(bench.decisions)).not.toContain('@');
    for (const { shop, at, reason } of bench.decisions) {
      expect(shop).toBe(shopId);
      expect(at).toEqual(minute(0));
      expect(reason).not.toBe('');
    }
  });
});
