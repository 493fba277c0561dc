import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ExitRule, FlowProgram, ReEntry, Trigger } from '../../engine/program.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import { aContact, ada, anEvent, day, hour, minute, shopId } from '../../testing/flows/builders.ts';
import { createFlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';

const flowOf = (trigger: Trigger, reEntry: ReEntry, exitOn: readonly ExitRule[] = []): FlowProgram => ({
  trigger,
  reEntry,
  exitOn,
  holdout: 0,
  priority: 10,
  usefulFor: 'P90D',
  steps: [
    { id: 'wait-1', key: 'wait', args: { for: 'P1D', from: 'entry' } },
    { id: 'mail-1', key: 'send-email', args: { template: 'checkout-1' } },
  ],
});

const reEntries: readonly (readonly [string, ReEntry])[] = [
  ['once', { kind: 'once-per-about' }],
  ['every', { kind: 'every-time' }],
  ['after', { kind: 'after', duration: 'P3D' }],
];

const bought: ExitRule = { event: 'order.placed', reason: 'bought' };

const onViews = { kind: 'on-event', args: { event: 'product.viewed', about: 'event' } };
const onDearViews: Trigger = {
  ...onViews,
  filter: { property: 'event.price', is: 'at-least', value: 20 },
};
const browsing = {
  kind: 'absence',
  args: { event: 'product.viewed', about: 'contact', unless: ['order.placed'] },
};
const winBack = {
  kind: 'absence',
  args: { event: 'order.placed', about: 'contact', unless: ['order.placed'] },
};
const due = { kind: 'due-date', args: { event: 'order.fulfilled', about: 'event', after: 'P2D' } };
/** Only ever gained, so that a passing state can't be seen in one order and missed in another. */
const keen = {
  kind: 'segment-entry',
  args: {
    segment: {
      all: [
        { event: 'product.viewed', atLeast: 3 },
        { event: 'order.placed', atLeast: 1 },
      ],
    },
  },
};
const birthday = { kind: 'date-property', args: { property: 'properties.birthday' } };

const programs: ReadonlyMap<string, FlowProgram> = new Map(
  reEntries.flatMap(([name, reEntry]): [string, FlowProgram][] => [
    [`dear-${name}`, flowOf(onDearViews, reEntry)],
    [`goal-${name}`, { ...flowOf(onViews, reEntry), goal: { event: 'order.placed' } }],
    [`exit-${name}`, flowOf(onViews, reEntry, [bought])],
    [`browse-${name}`, flowOf(browsing, reEntry)],
    [`win-back-${name}`, flowOf(winBack, reEntry)],
    [`due-${name}`, flowOf(due, reEntry)],
    [`keen-${name}`, flowOf(keen, reEntry)],
    [`birthday-${name}`, flowOf(birthday, reEntry)],
  ]),
);

const viewed = (product: string, at: Date, price = 10): StoreEvent =>
  anEvent('product.viewed', product, { at, data: { price } });

/** Ten facts of one person; the last of views came after the last order. */
const history: readonly StoreEvent[] = [
  viewed('soap', day(0)),
  viewed('soap', day(1), 30),
  anEvent('order.placed', 'o1', { at: day(2) }),
  viewed('soap', day(4)),
  viewed('oil', day(4.5), 25),
  anEvent('order.fulfilled', 'o1', { at: day(5) }),
  viewed('soap', day(6)),
  anEvent('order.placed', 'o2', { at: day(7) }),
  viewed('soap', day(8), 40),
  anEvent('customer.updated', 'c-ada', { at: day(9) }),
];

const openBench = (): FlowBench => {
  const bench = createFlowBench();
  bench.clock.set(day(10));
  bench.memory.contacts.set(ada, aContact({ properties: { birthday: '1990-03-13' } }));
  for (const [name, program] of programs) bench.addFlow(name, program);
  return bench;
};

const whoWaits = async (bench: FlowBench): Promise<readonly string[]> =>
  (await bench.waiting())
    // Browse abandonment, which these looks begin by themselves, names its occurrence by the look heard second.
    .filter(({ flow }) => flow !== 'browse-abandonment')
    .map(({ flow, about, occurrence, anchorAt, dueAt, variables, state }) =>
      // Behind the tilde stands the fact that brought it back, which is another one in another order.
      JSON.stringify([flow, about, occurrence.split('~')[0], anchorAt, dueAt, variables, state]),
    )
    .toSorted();

const play = async (groups: readonly (readonly StoreEvent[])[]): Promise<readonly string[]> => {
  const bench = openBench();
  for (const group of groups) await bench.hear(...group);
  return whoWaits(bench);
};

/** Every fact once at least, some more often, one by one or several at a time. */
const arrivals = fc
  .tuple(
    fc.shuffledSubarray([...history], { minLength: history.length, maxLength: history.length }),
    fc.array(fc.tuple(fc.constantFrom(...history), fc.nat(history.length)), { maxLength: 5 }),
    fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 15, maxLength: 15 }),
  )
  .map(([all, again, sizes]) => {
    const heard = [...all];
    for (const [event, at] of again) heard.splice(at, 0, event);
    return sizes.map((size) => heard.splice(0, size)).filter((group) => group.length > 0);
  });

it('leaves the same people waiting in flows of every kind, whatever order facts come in and however often', async () => {
  const expected = await play(history.map((event) => [event]));

  expect(new Set(expected.flatMap((one) => /"([a-z-]+)-(?:once|every|after)"/.exec(one)?.[1] ?? []))).toEqual(
    new Set(['dear', 'goal', 'exit', 'browse', 'win-back', 'due', 'keen', 'birthday']),
  );
  await fc.assert(
    fc.asyncProperty(arrivals, async (groups) => {
      expect(await play(groups)).toEqual(expected);
    }),
    { numRuns: 30 },
  );
}, 120_000);

it('leaves the same people waiting when everything is applied at once, twice', async () => {
  const expected = await play(history.map((event) => [event]));
  const bench = openBench();
  bench.memory.events.push(...history);

  await Promise.all([...history, ...history].map((event) => bench.react(shopId, [event])));

  expect(await whoWaits(bench)).toEqual(expected);
});

it('knows a history by its own times, not by when it is told', async () => {
  const early = await play([[viewed('soap', minute(0))], [viewed('soap', hour(1))]]);
  const late = await play([[viewed('soap', hour(1))], [viewed('soap', minute(0))]]);

  expect(late).toEqual(early);
  expect(early.filter((one) => one.includes('"exit-every"'))).toHaveLength(2);
});
