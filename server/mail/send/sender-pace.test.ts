import { beforeEach, describe, expect, it } from '@jest/globals';
import { asMailAccountId } from '../../lib/brand.ts';
import type { SenderPause } from '../accounts/sender-pauses.system.repository.ts';
import { operatorAccountId as operator } from '../accounts/mail-account.ts';
import { lumen } from '../../testing/mail/mail-builders.ts';
import { createSenderPace } from './sender-pace.ts';
import type { SenderPace, SenderPaceOptions, Slowed } from './sender-pace.ts';

const own = asMailAccountId('umbra.myshopify.com key');
const limited = (ms: number) => ({ ms, reason: 'rate_limited' });
let nowMs: number;
let workers: number;
let asked: number;
let pace: SenderPace;

const paceOf = (over: SenderPaceOptions = {}): SenderPace =>
  createSenderPace({
    nowMs: () => nowMs,
    liveWorkers: () => {
      asked += 1;
      return Promise.resolve(workers);
    },
    ...over,
  });

beforeEach(() => {
  [nowMs, workers, asked] = [1000, 1, 0];
  pace = paceOf();
});

/** How many may leave now. */
const send = (by: SenderPace, account = operator): number => {
  let sent = 0;
  for (; by.waitOf([account]) === undefined && sent < 1000; sent += 1) by.spend(account);
  return sent;
};

describe('a pause', () => {
  it('slows its account only, until it is over', () => {
    pace.pause(operator, limited(2000));

    expect([pace.waitOf([operator]), pace.waitOf([own])]).toEqual([limited(2000), undefined]);
    nowMs += 2000;
    expect(pace.waitOf([operator])).toBeUndefined();
  });

  it('is never shortened by a later one', () => {
    pace.pause(operator, limited(2000));
    pace.pause(operator, { ms: 500, reason: 'key_refused' });

    expect(pace.waitOf([operator])).toEqual(limited(2000));
  });

  it('of one shop leaves the others on its account alone', () => {
    pace.pause(lumen, { ms: 2000, reason: 'sender_refused' });

    expect(pace.waitOf([operator, lumen])).toEqual({ ms: 2000, reason: 'sender_refused' });
    expect(pace.waitOf([operator])).toBeUndefined();
  });

  it('is the longest of those that are asked about, with its own reason', () => {
    pace.pause(lumen, { ms: 900, reason: 'sender_refused' });
    pace.pause(operator, { ms: 2000, reason: 'key_refused' });
    pace.announce(operator, { remaining: 0, resetMs: 1500 });

    expect(pace.waitOf([lumen, operator])).toEqual({ ms: 2000, reason: 'key_refused' });
  });
});

describe('a pause that one worker was told', () => {
  const told: (SenderPause & { slowed: Slowed })[] = [];
  const noted: string[] = [];
  const shared: SenderPaceOptions['shared'] = {
    note: async (slowed, { ms, reason }) => void noted.push(`${slowed} ${ms} ${reason}`),
    running: async (among) =>
      among.flatMap((slowed) => {
        const found = told.find((one) => one.slowed === String(slowed));
        return found === undefined ? [] : [{ ...found, slowed }];
      }),
  };
  beforeEach(() => {
    told.length = 0;
    noted.length = 0;
    pace = paceOf({ shared });
  });

  it('is told to the others, once for a whole sub-group of the same answer', () => {
    for (let mail = 0; mail < 50; mail += 1) pace.pause(operator, limited(2000 + mail));
    pace.pause(operator, limited(4000));

    expect(noted).toEqual(['operator 2000 rate_limited', 'operator 4000 rate_limited']);
  });

  it('is learned by another before its next claim, and told no further', async () => {
    told.push({ slowed: operator, leftMs: 700, reason: 'rate_limited' });

    const before = pace.waitOf([operator]);
    await pace.look([own, operator]);

    expect([before, pace.waitOf([operator]), pace.waitOf([own])]).toEqual([
      undefined,
      limited(700),
      undefined,
    ]);
    expect(noted).toEqual([]);
  });

  it('keeps nobody from sending while nobody can be asked', async () => {
    const deaf = paceOf({
      shared: {
        note: () => Promise.reject(new Error('away')),
        running: () => Promise.reject(new Error('away')),
      },
    });
    deaf.pause(own, limited(100));

    await deaf.look([operator]);

    expect([deaf.waitOf([operator]), deaf.waitOf([own])]).toEqual([undefined, limited(100)]);
  });
});

describe('an announced allowance', () => {
  it('is what may leave until its window ends', () => {
    pace.announce(operator, { remaining: 3, resetMs: 5000 });

    expect(send(pace)).toBe(3);
    expect([pace.waitOf([operator]), pace.waitOf([own])]).toEqual([limited(5000), undefined]);
    nowMs += 5000;
    expect(pace.waitOf([operator])).toBeUndefined();
  });

  it('is shared out between the workers that live', async () => {
    pace.announce(own, { remaining: 100, resetMs: 5000 });
    workers = 4;
    await pace.look([]);

    pace.announce(operator, { remaining: 40, resetMs: 5000 });

    expect(send(pace)).toBe(10);
  });

  it('shrinks by what others sent, and is not given back by an answer that was late', () => {
    pace.announce(operator, { remaining: 10, resetMs: 5000 });
    pace.announce(operator, { remaining: 4, resetMs: 5000 });
    pace.announce(operator, { remaining: 9, resetMs: 5000 });

    expect(send(pace)).toBe(4);
  });

  it('asks how many share it only while something is announced', async () => {
    await pace.look([]);
    const before = asked;
    pace.announce(operator, { remaining: 10, resetMs: 5000 });

    await pace.look([]);

    expect([before, asked]).toEqual([0, 1]);
  });

  it('never lets two workers together send more than was left', async () => {
    workers = 2;
    const other = paceOf();
    for (const each of [pace, other]) {
      each.announce(own, { remaining: 1000, resetMs: 5000 });
      await each.look([]);
      each.announce(operator, { remaining: 25, resetMs: 5000 });
    }

    expect(send(pace) + send(other)).toBeLessThanOrEqual(25);
  });
});
