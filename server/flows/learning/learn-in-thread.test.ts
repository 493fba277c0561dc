import { describe, expect, it } from '@jest/globals';
import type { PurchaseLine } from '../../recommendations/reorder-model.ts';
import { openThreadLearner } from './learn-in-thread.ts';
import { createPastLearner } from './learn-past.ts';

const dayMs = 86_400_000;
const asOf = new Date('2026-03-01T00:00:00Z');

/** Two hundred and fifty products, each bought again every twenty days or so, two of them in a basket. */
const lines: readonly PurchaseLine[] = Array.from({ length: 6000 }, (_, n) => n).flatMap((n) => {
  const customer = `c${n % 300}`;
  const at = asOf.getTime() - (20 - Math.floor(n / 300)) * 20 * dayMs - (n % 7) * dayMs;
  return [n % 250, (n + 1) % 250].map((product) => ({
    customer,
    order: `o${n}`,
    productId: `p${product}`,
    at,
    quantity: 1,
  }));
});
const traits = new Map([['p1', { type: 'Soap' }]]);

describe('learning in a thread', () => {
  it('learns what is learned without one, however many parts it takes', async () => {
    const learner = openThreadLearner();
    for (let from = 0; from < lines.length; from += 5000) await learner.add(lines.slice(from, from + 5000));
    const products = await learner.products();
    const learned = await learner.learn({ asOf, traits });
    await learner.end();
    const here = createPastLearner();
    here.add(lines);

    expect(products).toEqual(here.products());
    expect(learned.products.length).toBe(250);
    expect(learned).toEqual(here.learn({ asOf, traitsOf: (id) => traits.get(id) }));
  });

  it('leaves this thread free meanwhile', async () => {
    const learner = openThreadLearner();
    await learner.add(lines);
    const before = process.threadCpuUsage();
    const learned = await learner.learn({ asOf, traits });
    const { user, system } = process.threadCpuUsage(before);
    const here = createPastLearner();
    here.add(lines);
    const start = process.threadCpuUsage();
    here.learn({ asOf, traitsOf: (id) => traits.get(id) });
    const whole = process.threadCpuUsage(start);
    await learner.end();

    expect(learned.shop.rhythm.learned).toBe(true);
    expect(user + system).toBeLessThan((whole.user + whole.system) / 2);
  });

  it('says so when the thread is ended over a question', async () => {
    const learner = openThreadLearner();
    await learner.add(lines);
    const learning = learner.learn({ asOf, traits });
    await learner.end();

    await expect(learning).rejects.toMatchObject({ code: 'interrupted' });
    await expect(learner.products()).rejects.toMatchObject({ code: 'interrupted' });
  });

  it('throws what the thread died of', async () => {
    const learner = openThreadLearner();
    const broken = Array.from<PurchaseLine>({ length: 1 });

    await expect(learner.add(broken)).rejects.toThrow('undefined');
    await expect(learner.products()).rejects.toMatchObject({ code: 'interrupted' });
    await learner.end();
  });
});
