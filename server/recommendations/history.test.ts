import { describe, expect, it } from '@jest/globals';
import { createHistory } from './history.ts';

const line = (order: string | number) => ({ customer: 'ada', order, productId: 'soap', at: 1, quantity: 1 });

describe('the orders of a history', () => {
  it('are told apart by their words, however their lines stand', () => {
    const builder = createHistory();
    for (const order of ['#2', '#1', '#2', '#3', '#1']) builder.add(line(order));
    const { order, orders } = builder.build();

    expect([...order]).toEqual([0, 1, 0, 2, 1]);
    expect(orders.size()).toBe(3);
  });

  it('keep the numbers under which they are counted already, those left out between them too', () => {
    const builder = createHistory();
    for (const order of [4, 0, 4, 2]) builder.add(line(order));
    const { order, orders } = builder.build();

    expect([...order]).toEqual([4, 0, 4, 2]);
    expect(orders.size()).toBe(5);
  });
});
