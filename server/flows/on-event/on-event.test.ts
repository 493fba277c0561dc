import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FlowProgram, ReEntry } from '../../engine/program.ts';
import type { FlowId } from '../../lib/brand.ts';
import {
  aContact,
  ada,
  anEvent,
  aProduct,
  aShop,
  day,
  hour,
  minute,
  shopId,
} from '../../testing/flows/builders.ts';
import { createFlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';
import { aConsent } from '../../testing/flows/memory-shop.ts';
import { welcomePreset } from './preset.ts';

let bench: FlowBench;

beforeEach(() => {
  bench = createFlowBench();
});

const subscribed = (at = minute(0), state = 'subscribed') =>
  anEvent('consent.changed', 'digest', { at, data: { state } });

const viewed = (product: string, at: Date, data = {}) => anEvent('product.viewed', product, { at, data });

const viewFlow = (changes: Partial<FlowProgram> = {}, about = 'event'): FlowProgram => ({
  trigger: { kind: 'on-event', args: { event: 'product.viewed', about } },
  reEntry: { kind: 'every-time' },
  holdout: 0,
  priority: 10,
  usefulFor: 'P30D',
  steps: [
    { id: 'wait-1', key: 'wait', args: { for: 'PT4H', from: 'entry' } },
    { id: 'browse-1', key: 'send-email', args: { template: 'checkout-1' } },
  ],
  ...changes,
});

const aboutsIn = async (flow: FlowId) =>
  (await bench.waiting()).filter((one) => one.flow === flow).map(({ about, anchorAt }) => [about, anchorAt]);

describe('the welcome preset', () => {
  it('enters people when they subscribe, due at once', async () => {
    const welcome = bench.addFlow('welcome', welcomePreset.program);

    await bench.hear(subscribed(minute(3)));

    expect(await bench.waiting()).toMatchObject([
      { flow: welcome, about: 'contact', occurrence: '', step: 'welcome-1', dueAt: minute(3) },
    ]);
    expect(bench.story(welcome)).toEqual(['entered consent.changed']);
  });

  it('keeps others out by its filter on the event', async () => {
    const welcome = bench.addFlow('welcome', welcomePreset.program);

    await bench.hear(subscribed(minute(3), 'pending'));

    expect(await bench.waiting()).toEqual([]);
    expect(bench.story(welcome)).toEqual([]);
  });

  it('enters once, says why not again, and takes a repeated delivery for no other occasion', async () => {
    const welcome = bench.addFlow('welcome', welcomePreset.program);
    await bench.hear(subscribed(minute(3)));
    const [enrollment] = await bench.waiting();
    if (enrollment === undefined) throw new TypeError('nobody waits');
    await bench.store.exit(enrollment.id, 'done');

    await bench.hear(subscribed(minute(3)));
    const before = bench.story(welcome);
    await bench.hear(subscribed(hour(5)));

    expect(await bench.waiting()).toEqual([]);
    expect(before).toEqual(['entered consent.changed']);
    expect(bench.story(welcome)).toEqual(['entered consent.changed', 'not-entered re_entry']);
  });
});

describe('what it is about', () => {
  it('is the thing that the event is about', async () => {
    const flow = bench.addFlow('views', viewFlow());

    await bench.hear(viewed('soap', minute(1)), viewed('oil', minute(2)));

    expect(await aboutsIn(flow)).toEqual([
      ['soap', minute(1)],
      ['oil', minute(2)],
    ]);
  });

  it('is each product in it', async () => {
    const flow = bench.addFlow('bought', {
      ...viewFlow(),
      trigger: { kind: 'on-event', args: { event: 'order.placed', about: 'product' } },
    });
    const lines = [{ productId: 'soap' }, { productId: 'oil' }, { productId: 'soap' }, { productId: null }];

    await bench.hear(anEvent('order.placed', 'o1', { data: { lines } }));

    expect((await aboutsIn(flow)).map(([about]) => about)).toEqual(['soap', 'oil']);
  });

  it('is the person, whatever they looked at', async () => {
    const flow = bench.addFlow('views', viewFlow({ reEntry: { kind: 'once-per-about' } }, 'contact'));

    await bench.hear(viewed('soap', minute(1)));
    await bench.hear(viewed('oil', minute(2)));

    expect(await aboutsIn(flow)).toEqual([['contact', minute(1)]]);
  });
});

describe('entering', () => {
  it('counts from the earliest, though it is heard of last', async () => {
    const flow = bench.addFlow('views', viewFlow({ reEntry: { kind: 'once-per-about' } }));

    await bench.hear(viewed('soap', minute(9)));
    await bench.hear(viewed('soap', minute(4)));

    expect(await aboutsIn(flow)).toEqual([['soap', minute(4)]]);
  });

  it('is judged by the event and the person together', async () => {
    const filter = {
      all: [
        { property: 'event.price', is: 'at-least', value: 20 },
        { property: 'firstName', is: 'equals', value: 'Ada' },
      ],
    } as const;
    const flow = bench.addFlow('views', {
      ...viewFlow(),
      trigger: { ...viewFlow().trigger, filter },
    });

    await bench.hear(viewed('soap', minute(1), { price: 10 }), viewed('oil', minute(2), { price: 30 }));
    bench.memory.contacts.set(ada, aContact({ firstName: 'Grace' }));
    await bench.hear(viewed('lamp', minute(3), { price: 40 }));

    expect((await aboutsIn(flow)).map(([about]) => about)).toEqual(['oil']);
    expect(bench.story(flow)).toEqual(['entered product.viewed', 'not-entered trigger_filter']);
  });

  it('begins nothing from the past, from nobody, nor from before the flow was on', async () => {
    const flow = bench.addFlow('views', viewFlow(), { liveSince: minute(5) });

    await bench.hear(
      { ...viewed('soap', minute(6)), sources: ['backfill', 'webhook'] },
      { ...viewed('oil', minute(7)), contact: undefined },
      viewed('lamp', minute(4)),
    );

    expect(await aboutsIn(flow)).toEqual([]);
  });

  it('leaves who waits where they are when the flow was off and on again in between', async () => {
    const once: ReEntry = { kind: 'once-per-about' };
    const flow = bench.addFlow('views', viewFlow({ reEntry: once }));
    await bench.hear(viewed('soap', minute(1)));
    bench.addFlow('views', viewFlow({ reEntry: once }), { liveSince: minute(30) });

    await bench.hear(viewed('soap', minute(40)));

    expect(await aboutsIn(flow)).toEqual([['soap', minute(1)]]);
  });

  it('refuses people who unsubscribed', async () => {
    const flow = bench.addFlow('views', viewFlow());
    bench.memory.consents.set(ada, aConsent(shopId, 'unsubscribed'));

    await bench.hear(viewed('soap', minute(1)));

    expect(bench.story(flow)).toEqual(['not-entered unsubscribed']);
  });
});

describe('entering again after a time', () => {
  const flowAfter = () => bench.addFlow('views', viewFlow({ reEntry: { kind: 'after', duration: 'P10D' } }));

  it('counts from the last entry, and says from when it may', async () => {
    const flow = flowAfter();
    bench.clock.set(day(12));

    for (const at of [0, 5, 12]) await bench.hear(viewed('soap', day(at)));

    expect(await aboutsIn(flow)).toEqual([
      ['soap', day(0)],
      ['soap', day(12)],
    ]);
    expect(bench.decisions.find(({ reason }) => reason === 're_entry')).toMatchObject({
      kind: 'not-entered',
      detail: { mayFrom: day(10).toISOString() },
    });
  });

  it('asks nothing of another thing', async () => {
    const flow = flowAfter();

    await bench.hear(viewed('soap', minute(0)), viewed('oil', minute(1)));

    expect(await aboutsIn(flow)).toHaveLength(2);
  });

  it('takes an entry back that an earlier one, heard of late, leaves no room for', async () => {
    const flow = flowAfter();
    bench.clock.set(day(12));
    await bench.hear(viewed('soap', day(5)));
    await bench.hear(viewed('soap', day(12)));

    await bench.hear(viewed('soap', day(0)));

    expect(new Set((await aboutsIn(flow)).map(([, at]) => at))).toEqual(new Set([day(12), day(0)]));
    expect(bench.story(flow)).toContain('exited re_entry');
  });

  it('remembers an entry from before a pause', async () => {
    const flow = flowAfter();
    await bench.hear(viewed('soap', day(0)));
    bench.clock.set(day(5));
    bench.addFlow('views', viewFlow({ reEntry: { kind: 'after', duration: 'P10D' } }), { liveSince: day(3) });

    await bench.hear(viewed('soap', day(5)));

    expect(await aboutsIn(flow)).toEqual([['soap', day(0)]]);
  });
});

describe('its mail', () => {
  it('shows the products of what began it that can be bought, and leads to the first', async () => {
    bench.addFlow('views', viewFlow());
    bench.memory.products.set('soap', aProduct('soap'));
    await bench.hear(viewed('soap', minute(1)));
    const kind = bench.kinds.get('on-event');

    const content = await kind?.content(aShop(), await bench.waiting(), minute(1));
    bench.memory.products.set('soap', aProduct('soap', { status: 'archived' }));
    const later = await kind?.content(aShop(), await bench.waiting(), minute(1));

    expect([...(content?.values() ?? [])]).toMatchObject([
      {
        customer: { firstName: 'Ada' },
        actionUrl: 'https://lumen.example/products/soap',
        lines: [{ productId: 'soap', title: 'Product soap' }],
      },
    ]);
    expect([...(later?.values() ?? [])]).toMatchObject([{ actionUrl: 'https://lumen.example', lines: [] }]);
  });
});

describe('its arguments', () => {
  it.each([
    [{}],
    [{ event: 'product.bought' }],
    [{ event: 'product.viewed', about: 'shop' }],
    [{ event: 'product.viewed', twice: true }],
  ])('are not %j', (args) => {
    expect(bench.kinds.get('on-event')?.args.safeParse(args).success).toBe(false);
  });
});
