import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FlowProgram } from '../../engine/program.ts';
import type { Predicate } from '../../engine/predicate.ts';
import { aCheckout, ada, anEvent, bob, hour, minute } from '../../testing/flows/builders.ts';
import { createFlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';
import { endingOf, openedAtOf } from './endings.ts';

let bench: FlowBench;

beforeEach(() => {
  bench = createFlowBench();
});

const views = (changes: Partial<FlowProgram> = {}): FlowProgram => ({
  trigger: { kind: 'on-event', args: { event: 'product.viewed', about: 'event' } },
  reEntry: { kind: 'every-time' },
  holdout: 0,
  priority: 10,
  usefulFor: 'P30D',
  steps: [
    { id: 'wait-1', key: 'wait', args: { for: 'PT4H', from: 'entry' } },
    { id: 'mail-1', key: 'send-email', args: { template: 'checkout-1' } },
  ],
  ...changes,
});

const view = (at: Date, product = 'soap') => bench.hear(anEvent('product.viewed', product, { at }));
const ordered = (at: Date, changes: Parameters<typeof anEvent>[2] = {}) =>
  bench.hear(anEvent('order.placed', 'o1', { at, ...changes }));

const goal = { event: 'order.placed' };
const dear: Predicate = { property: 'total', is: 'at-least', value: 50 };
/** Two looks at one product begin browse abandonment too: that flow is not what is tried here. */
const waitingAbouts = async () =>
  (await bench.waiting()).filter(({ flow }) => flow !== 'browse-abandonment').map(({ about }) => about);

describe('a goal', () => {
  it('ends the flow when it is met, wherever it stands, and cancels what is scheduled', async () => {
    const flow = bench.addFlow('views', views({ goal }));
    await view(minute(0));
    const [enrollment] = await bench.waiting();

    await ordered(minute(5));

    expect(await waitingAbouts()).toEqual([]);
    expect(bench.story(flow)).toEqual(['entered product.viewed', 'exited goal_met']);
    expect(bench.cancelled).toEqual([enrollment?.id]);
    expect(bench.decisions.at(-1)).toMatchObject({
      detail: { event: 'order.placed', at: minute(5).toISOString() },
    });
  });

  it('counts as a goal where it is an exit too', async () => {
    const flow = bench.addFlow('views', views({ goal, exitOn: [{ ...goal, reason: 'bought' }] }));
    await view(minute(0));

    await ordered(minute(5));

    expect(bench.story(flow).at(-1)).toBe('exited goal_met');
  });
});

describe('an exit rule', () => {
  it('ends it under its own reason, and says it once', async () => {
    const flow = bench.addFlow('views', views({ exitOn: [{ event: 'order.placed', reason: 'bought' }] }));
    await view(minute(0));

    await ordered(minute(5));
    await ordered(minute(5));

    expect(bench.story(flow)).toEqual(['entered product.viewed', 'exited bought']);
  });

  it('asks the event what it has to say', async () => {
    bench.addFlow('views', views({ exitOn: [{ event: 'order.placed', where: dear, reason: 'bought' }] }));
    await view(minute(0));
    await ordered(minute(5), { data: { total: 20 } });
    const after = await waitingAbouts();

    await ordered(minute(6), { data: { total: 60 } });

    expect([after, await waitingAbouts()]).toEqual([['soap'], []]);
  });

  it('ends only what is about the same thing, where it says so', async () => {
    bench.addFlow(
      'views',
      views({ exitOn: [{ event: 'product.updated', sameAbout: true, reason: 'gone' }] }),
    );
    await view(minute(0));
    await view(minute(1), 'oil');

    await bench.hear(anEvent('product.updated', 'oil', { at: minute(2) }));

    expect(await waitingAbouts()).toEqual(['soap']);
  });

  it('ends nothing that began after it, and nothing of anybody else', async () => {
    bench.addFlow('views', views({ goal }));
    await view(minute(5));
    await bench.hear(anEvent('product.viewed', 'oil', { at: minute(5), contact: bob }));

    await ordered(minute(5));
    await ordered(minute(9), { contact: bob });

    expect(await waitingAbouts()).toEqual(['soap']);
    expect(await bench.waiting(bob)).toEqual([]);
  });

  it('keeps out what had been ended before it was heard of', async () => {
    const flow = bench.addFlow('views', views({ goal }));
    await ordered(minute(5));

    await view(minute(0));

    expect(await waitingAbouts()).toEqual([]);
    expect(bench.decisions.filter((one) => one.flow === flow)).toMatchObject([
      { kind: 'not-entered', reason: 'ended_already', detail: { by: 'goal_met' } },
    ]);
  });

  it('ends what turns out to have begun before it', async () => {
    const once = { reEntry: { kind: 'once-per-about' }, goal } as const;
    bench.addFlow('views', views(once));
    await view(minute(9));
    await ordered(minute(5));
    const after = await waitingAbouts();

    await view(minute(0));

    expect([after, await waitingAbouts()]).toEqual([['soap'], []]);
  });

  it('hears of the past, too', async () => {
    bench.addFlow('views', views({ goal }));
    await view(minute(0));

    await ordered(minute(5), { sources: ['backfill'] });

    expect(await waitingAbouts()).toEqual([]);
  });

  it('looks again after an entry, for it may have been written meanwhile', async () => {
    bench.addFlow('views', views({ goal }));
    const { enroll } = bench.deps.store;
    const meanwhile = anEvent('order.placed', 'o1', { at: minute(5) });
    Object.assign(bench.deps.store, {
      enroll: async (entry: Parameters<typeof enroll>[0]) => {
        const answer = await enroll(entry);
        bench.memory.events.push(meanwhile);
        return answer;
      },
    });

    await view(minute(0));

    expect(await waitingAbouts()).toEqual([]);
  });

  it('works in the flow of an abandoned checkout, from the checkout’s own beginning', async () => {
    const [kind] = [...bench.kinds.values()];
    if (kind === undefined) throw new TypeError('no kind');
    bench.addFlow('own-checkout', {
      ...kind.preset.program,
      exitOn: [{ event: 'product.viewed', reason: 'came_back' }],
    });
    bench.memory.checkouts.set('checkout-a', aCheckout({ updatedAt: minute(20) }));
    await bench.hear(anEvent('checkout.updated', 'checkout-a', { at: minute(20) }));

    await view(minute(10));

    expect((await bench.waiting()).map(({ flow }) => flow)).toEqual(['abandoned-checkout']);
  });
});

describe('reading what ends it', () => {
  it('takes the earliest that does', () => {
    const program = views({ exitOn: [{ event: 'order.placed', reason: 'bought' }] });
    const events = [8, 5, 7].map((at) => anEvent('order.placed', `o${at}`, { at: minute(at), contact: ada }));

    const ending = endingOf(program, { about: 'soap', variables: {}, anchorAt: minute(6) }, events);

    expect(ending).toMatchObject({ reason: 'bought', event: { about: 'o7' } });
  });

  it('counts from what was frozen at entry, else from the anchor', () => {
    expect(openedAtOf({ openedAt: hour(1).toISOString() }, hour(5))).toEqual(hour(1));
    expect(openedAtOf({ createdAt: hour(2).toISOString(), openedAt: 'soon' }, hour(5))).toEqual(hour(2));
    expect(openedAtOf({}, hour(5))).toEqual(hour(5));
  });
});
