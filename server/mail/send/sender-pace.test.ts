import { beforeEach, describe, expect, it } from '@jest/globals';
import { asShopId } from '../../lib/brand.ts';
import { lumen } from '../../testing/mail/mail-builders.ts';
import { createSenderPace } from './sender-pace.ts';
import type { SenderPace } from './sender-pace.ts';

const umbra = asShopId('umbra.myshopify.com');
let nowMs: number;
let workers: number;
let asked: number;
let pace: SenderPace;

beforeEach(() => {
  [nowMs, workers, asked] = [1000, 1, 0];
  pace = createSenderPace({
    nowMs: () => nowMs,
    liveWorkers: () => {
      asked += 1;
      return Promise.resolve(workers);
    },
  });
});

/** How many may leave now. */
const send = (own: SenderPace, shop = lumen): number => {
  let sent = 0;
  for (; own.waitOf(shop) === 0 && sent < 1000; sent += 1) own.spend(shop);
  return sent;
};

describe('a pause', () => {
  it('slows its sender only, until it is over', () => {
    pace.pause(lumen, 2000);

    expect([pace.waitOf(lumen), pace.waitOf(umbra)]).toEqual([2000, 0]);
    nowMs += 2000;
    expect(pace.waitOf(lumen)).toBe(0);
  });

  it('is never shortened by a later one', () => {
    pace.pause(lumen, 2000);
    pace.pause(lumen, 500);

    expect(pace.waitOf(lumen)).toBe(2000);
  });
});

describe('an announced allowance', () => {
  it('is what may leave until its window ends', () => {
    pace.announce(lumen, { remaining: 3, resetMs: 5000 });

    expect(send(pace)).toBe(3);
    expect([pace.waitOf(lumen), pace.waitOf(umbra)]).toEqual([5000, 0]);
    nowMs += 5000;
    expect(pace.waitOf(lumen)).toBe(0);
  });

  it('is shared out between the workers that live', async () => {
    pace.announce(umbra, { remaining: 100, resetMs: 5000 });
    workers = 4;
    await pace.count();

    pace.announce(lumen, { remaining: 40, resetMs: 5000 });

    expect(send(pace)).toBe(10);
  });

  it('shrinks by what others sent, and is not given back by an answer that was late', () => {
    pace.announce(lumen, { remaining: 10, resetMs: 5000 });
    pace.announce(lumen, { remaining: 4, resetMs: 5000 });
    pace.announce(lumen, { remaining: 9, resetMs: 5000 });

    expect(send(pace)).toBe(4);
  });

  it('asks how many share it only while something is announced', async () => {
    await pace.count();
    const before = asked;
    pace.announce(lumen, { remaining: 10, resetMs: 5000 });

    await pace.count();

    expect([before, asked]).toEqual([0, 1]);
  });

  it('never lets two workers together send more than was left', async () => {
    workers = 2;
    const other = createSenderPace({ nowMs: () => nowMs, liveWorkers: () => Promise.resolve(workers) });
    for (const each of [pace, other]) {
      each.announce(umbra, { remaining: 1000, resetMs: 5000 });
      await each.count();
      each.announce(lumen, { remaining: 25, resetMs: 5000 });
    }

    expect(send(pace) + send(other)).toBeLessThanOrEqual(25);
  });
});
