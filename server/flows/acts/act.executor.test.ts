import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asShopId } from '../../lib/brand.ts';
import type { ContactId } from '../../lib/brand.ts';
import { noon } from '../../testing/engine/enrollments.ts';
import { createActBench } from '../../testing/flows/act-bench.ts';
import type { ActBench } from '../../testing/flows/act-bench.ts';
import { anAct, openActWorld, wind } from '../../testing/flows/act-world.ts';
import type { ActWorld } from '../../testing/flows/act-world.ts';

const call = anAct('call', { callUrl: 'https://hooks.example/in' });

let people = 0;
let world: ActWorld;
let ada: ContactId;

beforeAll(async () => {
  world = await openActWorld('act_executor');
});
// The store of enrollments is new for every test, their ledger is not.
beforeEach(async () => {
  people += 1;
  ada = await world.aPerson({ address: `ada-${people}@example.com`, customerId: `${people}` });
});
afterAll(() => world.database.drop());

const rowOf = async (bench: ActBench) => {
  const entry = await bench.enroll(ada);
  return (await bench.effects.ofEnrollment(world.shop, entry.id))[0];
};

describe('the ledger of acts', () => {
  it('has the row before anything leaves', async () => {
    const bench = createActBench(world.database, [call]);
    const seen: unknown[] = [];
    bench.answer = async () => {
      seen.push(await rowOf(bench));
      return { kind: 'answered', status: 200 };
    };

    await bench.enroll(ada);
    await bench.settle();

    expect(seen).toMatchObject([{ state: 'running', attempts: 1 }]);
  });

  it('does again under the same key what a vanished worker had begun', async () => {
    const bench = createActBench(world.database, [call]);
    const enrollment = await bench.enroll(ada);
    const begun = { effect: 'call-url', token: 'vanished', at: noon };
    const before = await bench.effects.begin(world.shop, [enrollment], begun);

    await bench.settle();

    expect(bench.posts.map(({ headers }) => headers['idempotency-key'])).toEqual([
      before.get(enrollment.id)?.id,
    ]);
    expect(await rowOf(bench)).toMatchObject({ state: 'done', attempts: 2 });
  });

  it('lets a worker that was taken over end nothing', async () => {
    const bench = createActBench(world.database, [call]);
    const enrollment = await bench.enroll(ada);
    const late = await bench.effects.begin(world.shop, [enrollment], {
      effect: 'call-url',
      token: 'late',
      at: noon,
    });
    await bench.settle();

    const id = late.get(enrollment.id)?.id ?? '';
    await bench.effects.end(world.shop, [{ id, state: 'failed', code: 'timed_out' }], {
      token: 'late',
      at: noon,
    });

    expect(await rowOf(bench)).toMatchObject({ state: 'done', code: 'url_called' });
  });

  it('does nothing twice where only the move was lost', async () => {
    const bench = createActBench(world.database, [call]);
    const enrollment = await bench.enroll(ada);
    const begun = { effect: 'call-url', token: 'first', at: noon };
    const rows = await bench.effects.begin(world.shop, [enrollment], begun);
    const id = rows.get(enrollment.id)?.id ?? '';
    await bench.effects.end(world.shop, [{ id, state: 'done', code: 'url_called' }], begun);

    await bench.settle();

    expect(bench.posts).toEqual([]);
    expect(bench.decisions.lines()).toEqual(['done end_of_flow']);
  });

  it('belongs to one shop', async () => {
    const bench = createActBench(world.database, [call]);
    const enrollment = await bench.enroll(ada);
    const other = asShopId('umbra.example');

    const rows = await bench.effects.begin(other, [enrollment], { effect: 'call-url', token: 'x', at: noon });
    await bench.settle();
    await bench.effects.deleteAll(other);

    expect(rows.size).toBe(0);
    expect(await bench.effects.ofEnrollment(other, enrollment.id)).toEqual([]);
    expect(await bench.effects.ofEnrollment(world.shop, enrollment.id)).toHaveLength(1);
  });
});

describe('who is left alone', () => {
  it('is whoever is held out, by everything that leaves Encore', async () => {
    const steps = [call, anAct('tag', { tag: 'x' }), anAct('set', { setProperty: 'tier', value: 'gold' })];
    const bench = createActBench(world.database, steps);

    await bench.enroll(ada, { heldOut: true });
    await bench.settle();

    expect([bench.posts, bench.tagged]).toEqual([[], []]);
    expect(bench.decisions.lines()).toEqual([
      'skipped call held_out',
      'skipped tag held_out',
      'moved set property_set',
      'done end_of_flow',
    ]);
  });

  it('is everybody while the flow is paused, and they go on with it', async () => {
    const bench = createActBench(world.database, [call]);
    bench.status = 'paused';

    await bench.enroll(ada);
    await bench.settle();
    bench.status = 'live';
    await wind(bench, 15);

    expect(bench.posts).toHaveLength(1);
    expect(bench.decisions.lines()).toEqual([
      'deferred call flow_paused',
      'moved call url_called',
      'done end_of_flow',
    ]);
  });

  it('is everybody once the flow is off', async () => {
    const bench = createActBench(world.database, [call]);
    bench.status = 'archived';

    await bench.enroll(ada);
    await bench.settle();

    expect(bench.posts).toEqual([]);
    expect(bench.decisions.lines()).toEqual(['skipped call flow_off', 'done end_of_flow']);
  });

  it('is whoever left the flow after the turn was read', async () => {
    const bench = createActBench(world.database, [anAct('tag', { tag: 'x' }), call]);
    const entry = await bench.enroll(ada);
    bench.tagAnswer = async () => {
      await bench.store.exit(entry.id, 'settled');
      return 'done';
    };

    await bench.settle();

    expect(bench.posts).toEqual([]);
    expect(await bench.store.find(world.shop, entry.id)).toMatchObject({
      state: 'exited',
      exitReason: 'settled',
    });
  });
});
