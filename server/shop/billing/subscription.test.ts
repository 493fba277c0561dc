import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { currentSubscription, mergeSubscriptions } from './subscription.ts';
import type { Subscription, SubscriptionNews, SubscriptionStatus } from './subscription.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 1, 0, minute));

const aSubscription = (over: Partial<Subscription> = {}): Subscription => ({
  id: 'one',
  plan: 'starter',
  status: 'active',
  createdAt: at(0),
  heardAt: at(0),
  ...over,
});

const heard = (news: readonly SubscriptionNews[]) =>
  news.reduce<readonly Subscription[]>((known, each) => mergeSubscriptions(known, each), []);

/** A shop takes a plan, a larger one, doesn't pay, pays again and gives it up. */
const history: readonly Subscription[] = [
  aSubscription({ status: 'pending', heardAt: at(0) }),
  aSubscription({ heardAt: at(1) }),
  aSubscription({ status: 'ended', heardAt: at(10) }),
  aSubscription({ id: 'two', plan: 'growth', createdAt: at(10), heardAt: at(10) }),
  aSubscription({ id: 'two', plan: 'growth', createdAt: at(10), heardAt: at(20), status: 'frozen' }),
  aSubscription({ id: 'two', plan: 'growth', createdAt: at(10), heardAt: at(30) }),
  aSubscription({ id: 'two', plan: 'growth', createdAt: at(10), heardAt: at(40), status: 'ended' }),
];

describe('what a shop pays for', () => {
  it('is the same in whatever order it is told, and however often', () => {
    const inOrder = heard(history.map((each) => ({ told: [each] })));
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...history, ...history], { minLength: history.length * 2 }),
        (shuffled) => {
          expect(heard(shuffled.map((each) => ({ told: [each] })))).toEqual(inOrder);
        },
      ),
    );
    expect(inOrder.map(({ id, status }) => [id, status])).toEqual([
      ['two', 'ended'],
      ['one', 'ended'],
    ]);
  });

  it.each([
    [2, 'starter'],
    [4, 'growth'],
    [5, 'growth'],
    [6, 'growth'],
    [7, undefined],
  ] as const)('after %i of its news: %s', (count, plan) => {
    const known = heard(history.slice(0, count).map((each) => ({ told: [each] })));
    expect(currentSubscription(known)?.plan).toBe(plan);
  });

  it('is the active one of two, also when the older ends later than the newer begins', () => {
    const known = heard([{ told: [history[3] ?? aSubscription()] }, { told: [aSubscription()] }]);
    expect(currentSubscription(known)).toMatchObject({ id: 'two' });
  });

  it('ends what a whole reading does not name, and leaves alone what was heard after it', () => {
    const known = heard([
      { told: [aSubscription(), aSubscription({ id: 'later', heardAt: at(9) })] },
      { told: [aSubscription({ id: 'two' })], completeAt: at(5) },
    ]);
    expect(Object.fromEntries(known.map(({ id, status }) => [id, status]))).toEqual({
      one: 'ended',
      two: 'active',
      later: 'active',
    });
  });

  it('keeps the end of a trial that only a reading tells', () => {
    const trialEndsAt = at(600);
    const known = heard([
      { told: [aSubscription({ trialEndsAt, heardAt: at(2) })], completeAt: at(2) },
      { told: [aSubscription({ heardAt: at(3) })] },
    ]);
    expect(currentSubscription(known)).toEqual(aSubscription({ trialEndsAt, heardAt: at(3) }));
  });

  it('remembers the ten newest', () => {
    const many = Array.from({ length: 15 }, (_, day) =>
      aSubscription({ id: `s${day}`, createdAt: at(day), status: 'ended' }),
    );
    expect(heard([{ told: many }]).map(({ id }) => id)).toEqual(
      Array.from({ length: 10 }, (_, back) => `s${14 - back}`),
    );
  });

  it.each<readonly [SubscriptionStatus, boolean]>([
    ['pending', false],
    ['active', true],
    ['frozen', true],
    ['ended', false],
  ])('%s: shown as current %s', (status, isCurrent) => {
    expect(currentSubscription([aSubscription({ status })]) !== undefined).toBe(isCurrent);
  });
});
