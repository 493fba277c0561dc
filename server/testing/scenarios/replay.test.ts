import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parseDecision } from '../../engine/decision.model.ts';
import { steps } from '../../app/wiring/steps.ts';
import { createFlowRepository } from '../../flows/flow.repository.ts';
import { createFlowCommandsRepository } from '../../flows/life/flow-commands.repository.ts';
import { turnFlow } from '../../flows/life/turn-flow.ts';
import type { Turn } from '../../flows/life/turn-flow.ts';
import { collectJournal } from '../../flows/simulation/collect-journal.ts';
import { readCommandRecords } from '../../flows/simulation/command-records.ts';
import type { Journal } from '../../flows/simulation/journal-line.ts';
import { createJournalRows } from '../../flows/simulation/journal-rows.repository.ts';
import { outcomesOf } from '../../flows/simulation/outcomes.ts';
import type { Outcome } from '../../flows/simulation/outcomes.ts';
import { readJournal } from '../../flows/simulation/read-journal.ts';
import { replay } from '../../flows/simulation/replay.ts';
import { writeJournal } from '../../flows/simulation/write-journal.ts';
import { asShopId } from '../../lib/brand.ts';
import { silentLogger } from '../../lib/logger.ts';
import { createJournalRepository } from '../../shop/journal/journal.repository.ts';
import { createShopRepository } from '../../shop/shops.repository.ts';
import { sampleShop } from '../fake-shopify/far-side-samples.ts';
import { coffee, filters, grinder, past, variantOf } from './past.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

jest.setTimeout(600_000);

const seed = Number(process.env['SEED'] ?? 7);
const people = 30;
const shop = asShopId(sampleShop.domain);
const deps = { steps, logger: silentLogger };
const { signal } = new AbortController();

/** Mulberry32: the same draws for the same seed. */
const createDraw = (start: number): ((below: number) => number) => {
  let state = start;
  return (below) => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

const draw = createDraw(seed);
const shuffled = <Value>(values: readonly Value[]): readonly Value[] =>
  values
    .map((value) => ({ value, place: draw(1_000_000) }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ value }) => value);

let world: World;
let journal: Journal;
let lived: readonly Outcome[];

const tokens = new Map<string, string>();
const orders: string[] = [];

const leave = (email: string, cart = 'first', acceptsMarketing = true): void => {
  const { token } = world.far.floor.saveCheckout({
    token: cart === 'again' ? tokens.get(email) : undefined,
    cartToken: `cart-${email}-${cart === 'again' ? 'first' : cart}`,
    items: [{ variantId: variantOf([coffee, filters, grinder][draw(3)] ?? coffee), quantity: 1 + draw(2) }],
    email,
    firstName: 'Ada',
    lastName: 'Vogel',
    acceptsMarketing,
  });
  tokens.set(email, token);
};

const buy = (email: string): void => {
  orders.push(world.far.floor.buy(tokens.get(email) ?? '').id);
};

const unsubscribe = async (email: string): Promise<void> => {
  const [mail] = await world.outbox(email);
  const url = /<(.+?)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1];
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  if (url !== undefined) await fetch(url, { method: 'POST', body });
};

/** What the merchant does. */
const turn = async (flow: string, to: Turn): Promise<void> => {
  const flows = createFlowRepository(world.connection);
  const found = (await flows.list(shop)).find(({ id }) => id === flow);
  const request = { flow, rev: found?.rev ?? 0, turn: to };
  await turnFlow({ flows, clock: { now: world.now } }, { shop }, request);
};

type Act = (email: string) => void | Promise<void>;

/** What one person does, one thing a stage; another everybody. */
const lives: readonly (readonly (Act | undefined)[])[] = [
  [leave],
  [leave, (email) => leave(email, 'again'), buy],
  [leave, (email) => leave(email, 'second'), undefined, buy],
  [leave, buy],
  [leave, undefined, unsubscribe],
  [leave, undefined, undefined, buy, (email) => leave(email, 'third')],
  [(email) => leave(email, 'first', false), undefined, buy],
  [leave, undefined, (email) => leave(email, 'second'), (email) => leave(email, 'third')],
  [undefined, leave, buy, (email) => leave(email, 'second'), buy],
  [leave, undefined, (email) => leave(email, 'again'), unsubscribe, (email) => leave(email, 'fourth')],
];

const stages = ['PT10M', 'PT45M', 'PT5H', 'PT26H', 'PT40M', 'P2D'] as const;

/** A month and a half in the lives of thirty people, in an order of its own each time. */
const live = async (): Promise<void> => {
  const emails = Array.from({ length: people }, (_, n) => `person${n}@example.com`);
  for (const [stage, duration] of stages.entries()) {
    for (const [email, n] of shuffled(emails.map((email, n) => [email, n] as const))) {
      await lives[n % lives.length]?.[stage]?.(email);
      if (draw(8) === 0) await world.wind('PT1M');
    }
    if (stage === 2) await turn('abandoned-checkout', 'pause');
    await world.wind(duration);
    if (stage === 2) await turn('abandoned-checkout', 'resume');
  }
  for (const order of orders.filter((_, n) => n % 4 !== 0)) world.far.floor.fulfil(order);
  if (orders[1] !== undefined) world.far.floor.cancel(orders[1]);
  await world.wind('P20D');
  await turn('replenishment', 'finish');
  leave('person1@example.com', 'later');
  await world.wind('P20D');
  await world.wind('P5M');
};

const readDecisions = async (): Promise<readonly Outcome[]> => {
  const rows = await world.connection.collection('decisions').find({ shop }).toArray();
  return outcomesOf(rows.map(parseDecision));
};

/** Without times: who was mailed, skipped, ended, and why. */
const withoutTimes = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.map(({ enrollment, flow, contact, step, outcome, reason }) =>
    [flow, contact, enrollment, step, outcome, reason].join(' | '),
  );

beforeAll(async () => {
  world = await openWorld({ name: 'scenario-replay', past });
  await createShopRepository(world.connection).updateSettings(shop, {
    frequencyCap: { count: 2, within: 'P7D' },
    quietHours: { from: '22:00', to: '07:00' },
  });
  await live();
  lived = await readDecisions();
  journal = await collectJournal(
    {
      rows: createJournalRows(world.connection, shop),
      applied: createJournalRepository(world.connection),
      commands: () => readCommandRecords(createFlowCommandsRepository(world.connection), shop),
    },
    { shop, until: world.now() },
  );
});
afterAll(() => world.close());

describe(`the journal of a demo in which ${people} people lived (seed ${seed})`, () => {
  it('replays to the very same decisions', async () => {
    const result = await replay(readJournal(writeJournal(journal)), deps, signal);

    expect(lived.length).toBeGreaterThan(3 * people);
    expect([...new Set(lived.map(({ outcome }) => outcome))]).toEqual(
      expect.arrayContaining(['entered', 'waited', 'moved', 'sent', 'skipped', 'exited', 'done', 'deferred']),
    );
    expect(withoutTimes(result.outcomes)).toEqual(withoutTimes(lived));
  });

  it('replays twice to the same bytes', async () => {
    const one = await replay(journal, deps, signal);
    const other = await replay(readJournal(writeJournal(journal)), deps, signal);

    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });
});
