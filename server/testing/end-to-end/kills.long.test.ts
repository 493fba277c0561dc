import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createRandom } from '../../app/standalone/demo-store/history/random.ts';
import { realNow } from '../../lib/clock.ts';
import { tempFolder } from '../temp-folder.ts';
import type { OutboxMail } from './demo-contract.ts';
import { planKills, underFire } from './kill-plan.ts';
import { abandonedCheckout, orderOfCheckout } from './payloads.ts';
import { deliver, windTo } from './persistence.ts';
import type { Delivery } from './persistence.ts';
import { startRunningDemo } from './running-demo.ts';
import type { RunningDemo } from './running-demo.ts';

jest.setTimeout(300_000);

const seed = Number(process.env['E2E_SEED'] ?? realNow().getTime() % 1_000_000);
const random = createRandom(seed);
const minuteMs = 60_000;

/** What becomes of a checkout, and how many of each mail its person gets. */
const fates = [
  { fate: 'left', people: 24, mails: ['checkout-1', 'checkout-2'] },
  { fate: 'ordered-soon', people: 12, mails: [] },
  { fate: 'order-heard-first', people: 12, mails: [] },
  { fate: 'ordered-after-the-first-mail', people: 12, mails: ['checkout-1'] },
] as const;
type Fate = (typeof fates)[number]['fate'];

const addressesOf = (fate: Fate): readonly string[] =>
  Array.from({ length: fates.find((entry) => entry.fate === fate)?.people ?? 0 }, (_, index) => {
    return `${fate}-${index}@kills.example`;
  });

let lastOrder = 7_100_000_000_000_000_000;
const checkout = (email: string, at: Date): Delivery => ({
  topic: 'checkouts/create',
  payload: abandonedCheckout(email, at),
  at,
});
const order = (email: string, at: Date): Delivery => {
  lastOrder += 4096;
  return { topic: 'orders/create', payload: orderOfCheckout(lastOrder, email, at), at };
};

const early = (fate: Fate, at: Date): readonly (readonly Delivery[])[] =>
  addressesOf(fate).map((email) => {
    if (fate === 'ordered-soon') return [checkout(email, at), order(email, at)];
    if (fate === 'order-heard-first') return [order(email, at), checkout(email, at)];
    return [checkout(email, at)];
  });

const shuffled = <Value>(values: readonly Value[]): readonly Value[] =>
  values
    .map((value) => ({ value, place: random.next() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ value }) => value);

const mailsByAddress = (mails: readonly OutboxMail[]): Record<string, readonly string[]> => {
  const ours = Map.groupBy(
    mails.filter(({ to }) => to.endsWith('@kills.example')),
    ({ to }) => to,
  );
  return Object.fromEntries([...ours].map(([to, all]) => [to, all.map(({ step }) => step).toSorted()]));
};

const expected = (stepsSoFar: readonly string[]): Record<string, readonly string[]> =>
  Object.fromEntries(
    fates.flatMap(({ fate, mails }) => {
      const due = mails.filter((step) => stepsSoFar.includes(step));
      return due.length === 0 ? [] : addressesOf(fate).map((email) => [email, due]);
    }),
  );

describe(`kill -9 of worker, web and MongoDB, seed ${seed}`, () => {
  const folder = tempFolder();
  let running: RunningDemo;

  beforeAll(async () => {
    running = await startRunningDemo(folder.path);
  });

  afterAll(async () => {
    await running.stop();
    folder.remove();
  });

  it('loses nothing that was answered 200 and mails nobody twice', async () => {
    const leftAt = await running.now();
    const people = shuffled(fates.flatMap(({ fate }) => early(fate, leftAt)));

    await underFire(running, planKills(random, 1_500), async () => {
      for (const deliveries of people) for (const delivery of deliveries) await deliver(running, delivery);
    });
    await underFire(running, planKills(random, 2_500), () =>
      windTo(running, new Date(leftAt.getTime() + 31 * minuteMs)),
    );
    const afterHalfAnHour = mailsByAddress(await running.outbox());
    const boughtAt = await running.now();
    for (const email of addressesOf('ordered-after-the-first-mail')) {
      await deliver(running, order(email, boughtAt));
    }
    await underFire(running, planKills(random, 4_000), () =>
      windTo(running, new Date(leftAt.getTime() + (30 * 60 + 2) * minuteMs)),
    );
    const atTheEnd = mailsByAddress(await running.outbox());

    expect(afterHalfAnHour).toEqual(expected(['checkout-1']));
    expect(atTheEnd).toEqual(expected(['checkout-1', 'checkout-2']));
  });
});
