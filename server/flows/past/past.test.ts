import { beforeEach, describe, expect, it } from '@jest/globals';
import { asContactId, asFlowId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { JobPayload } from '../../lib/job-catalog.ts';
import { aContact, aLine, anOrder, aShop, day, shopId } from '../../testing/flows/builders.ts';
import { createFlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';
import { aConsent } from '../../testing/flows/memory-shop.ts';
import { aModel, aShopTiming } from '../../testing/flows/timing-builders.ts';
import { createMemoryInclusions } from '../simulation/memory/memory-inclusions.ts';
import type { FlowInclusionsRepository } from './flow-inclusions.repository.ts';
import { includePast } from './include-past.ts';
import { previewPast } from './preview-past.ts';
import { startInclusion } from './start-inclusion.ts';

let bench: FlowBench;
let inclusions: FlowInclusionsRepository;
const flow = asFlowId('replenishment');
const signal = new AbortController().signal;

/** Somebody who bought soap so many days ago; it lasts forty, and they are asked after 28. */
const person = (name: string, boughtDaysAgo: number, productId = 'soap'): void => {
  const id = asContactId(name);
  bench.memory.contacts.set(id, aContact({ id, address: `${name}@example.com`, customerIds: [`c-${name}`] }));
  bench.memory.orders.set(
    name,
    anOrder({
      id: name,
      contact: id,
      address: `${name}@example.com`,
      customerId: `c-${name}`,
      placedAt: day(-boughtDaysAgo),
      lines: [aLine(productId)],
    }),
  );
};

beforeEach(() => {
  bench = createFlowBench();
  bench.memory.shop = aShop({ zone: 'UTC' });
  bench.memory.contacts.clear();
  bench.clock.set(day(0));
  bench.timings.shop = aShopTiming();
  bench.timings.models.set('soap', aModel('soap'));
  inclusions = createMemoryInclusions();
});

const include = (id: string, over: AbortSignal = signal) =>
  includePast({ ...bench.deps, store: bench.store, inclusions }, { shop: shopId, flow, include: id }, over);

const begin = async (id: string, perDay: number): Promise<void> => {
  const fresh = { days: {}, entered: 0, leftOut: 0 };
  await inclusions.insert(shopId, {
    id,
    shop: shopId,
    flow,
    state: 'running',
    perDay,
    startedAt: day(0),
    ...fresh,
  });
};

const dueDays = async (): Promise<readonly (readonly [string, number])[]> => {
  const all = (await bench.waiting(asContactId('x'))).concat(
    ...(await Promise.all([...bench.memory.contacts.keys()].map((id) => bench.waiting(id)))),
  );
  return all
    .map(
      ({ contact, dueAt }) => [contact, ((dueAt?.getTime() ?? 0) - day(0).getTime()) / 86_400_000] as const,
    )
    .toSorted((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
};

describe('who is due because of past orders', () => {
  it('counts people and days, says how many dates were learned, and changes nothing', async () => {
    person('ann', 20);
    person('bea', 20);
    person('cleo', 10);
    person('dora', 100, 'lamp');
    person('long-ago', 900, 'lamp');

    expect(await previewPast(bench.deps, shopId, 'replenishment')).toEqual({
      people: 4,
      dues: 4,
      learned: 3,
      already: 0,
      days: [
        { day: '2026-03-10', count: 2 },
        { day: '2026-03-20', count: 1 },
        { day: '2026-05-07', count: 1 },
      ],
      complete: true,
    });
    expect(await dueDays()).toEqual([]);
    expect(bench.decisions).toEqual([]);
  });

  it('leaves out who bought again, said no, or had their money back', async () => {
    person('ann', 20);
    person('bea', 20);
    person('cleo', 20);
    bench.memory.orders.set(
      'again',
      anOrder({ id: 'again', contact: asContactId('ann'), placedAt: day(-60) }),
    );
    bench.memory.consents.set(asContactId('bea'), aConsent(shopId, 'unsubscribed'));
    const returned = bench.memory.orders.get('cleo');
    if (returned !== undefined)
      bench.memory.orders.set('cleo', { ...returned, refundedProductIds: ['soap'] });

    expect(await previewPast(bench.deps, shopId, 'replenishment')).toMatchObject({ people: 1, dues: 1 });
  });

  it('is null for a flow that is not there, or that knows no past', async () => {
    expect(await previewPast(bench.deps, shopId, 'nobody')).toBeNull();
    expect(await previewPast(bench.deps, shopId, 'abandoned-checkout')).toBeNull();
  });
});

describe('taking them in', () => {
  it('takes in so many a day, the newest purchase first; the others a day later', async () => {
    for (const name of ['ann', 'bea', 'cleo']) person(name, 20);
    person('dora', 19);
    await begin('i1', 2);

    await include('i1');

    expect(await dueDays()).toEqual([
      ['bea', 8],
      ['cleo', 8],
      ['ann', 9],
      ['dora', 9],
    ]);
    expect(await inclusions.find(shopId, 'i1')).toMatchObject({ state: 'done', entered: 4, leftOut: 0 });
    expect(bench.decisions).toHaveLength(4);
    expect(bench.decisions[0]).toMatchObject({
      kind: 'entered',
      reason: 'past_order',
      detail: { numberOf: 'learned', reorders: 30 },
    });
  });

  it('takes nobody in twice, and counts who is there already', async () => {
    for (const name of ['ann', 'bea']) person(name, 20);
    await begin('i1', 10);
    await include('i1');
    person('cleo', 20);
    await begin('i2', 2);

    await include('i2');
    await include('i1');

    expect(await dueDays()).toEqual([
      ['ann', 8],
      ['bea', 8],
      ['cleo', 9],
    ]);
    expect(await inclusions.find(shopId, 'i2')).toMatchObject({ entered: 1 });
  });

  it('goes on where a killed worker left off', async () => {
    for (let n = 0; n < 450; n += 1) person(`p${String(n).padStart(3, '0')}`, 20);
    await begin('i1', 1000);
    const stopped = new AbortController();
    const noted: number[] = [];
    const note: FlowInclusionsRepository['note'] = async (shop, id, progress) => {
      await inclusions.note(shop, id, progress);
      noted.push(progress.entered);
      if (noted.length === 1) stopped.abort();
    };
    const deps = { ...bench.deps, store: bench.store, inclusions: { ...inclusions, note } };
    const job = { shop: shopId, flow, include: 'i1' };

    await expect(includePast(deps, job, stopped.signal)).rejects.toBeInstanceOf(EncoreError);
    await includePast(deps, job, signal);

    expect(noted).toEqual([200, 400, 450]);
    expect(await dueDays()).toHaveLength(450);
    expect(bench.decisions).toHaveLength(450);
  });

  it('leaves out who finds no day with room within a fortnight', async () => {
    for (let n = 0; n < 20; n += 1) person(`p${n}`, 20);
    await begin('i1', 1);

    await include('i1');

    expect(await inclusions.find(shopId, 'i1')).toMatchObject({ entered: 15, leftOut: 5 });
  });

  it('does nothing in a flow that was paused meanwhile', async () => {
    person('ann', 20);
    await begin('i1', 10);
    bench.setStatus('paused');

    await include('i1');

    expect(await inclusions.find(shopId, 'i1')).toMatchObject({ state: 'failed', entered: 0 });
    expect(await dueDays()).toEqual([]);
  });
});

describe('asking for it', () => {
  const queued: JobPayload<'flow.include'>[] = [];
  const start = async (rev: number, changes: object = {}) => {
    const [found] = (await bench.runtime.flows.list(shopId)).filter(({ id }) => id === flow);
    if (found === undefined) throw new TypeError('no preset');
    const current = { ...found, ...changes };
    return startInclusion(
      {
        kinds: bench.kinds,
        inclusions,
        clock: bench.clock,
        queue: {
          enqueue: async (_name, payload) =>
            void queued.push({ include: '', flow: '', ...payload, shop: shopId }),
        },
        flows: {
          find: async (_shop, id) => (id === flow ? current : null),
          change: async (_shop, _id, change) =>
            change.rev === current.rev ? { ...current, rev: rev + 1 } : null,
        },
      },
      { shop: shopId, user: 'u1' },
      { flow, rev, perDay: 50 },
    );
  };

  it('starts one, and asked again while it runs hands out the same', async () => {
    const first = await start(0);
    const second = await start(0);

    expect(first).toMatchObject({ kind: 'started', inclusion: { perDay: 50, state: 'running' } });
    expect(second).toEqual(first);
  });

  it('tells who saw an older flow, and refuses one that is not live', async () => {
    expect(await start(7)).toMatchObject({ kind: 'conflict' });
    await expect(start(0, { status: 'draft' })).rejects.toMatchObject({ code: 'flow_state_invalid' });
    expect(await start(0, { kind: 'abandoned-checkout' })).toEqual({ kind: 'not-found' });
  });
});
