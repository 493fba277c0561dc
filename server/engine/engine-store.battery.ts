import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asContactId, asEnrollmentId, asShopId, asTurnId } from '../lib/brand.ts';
import type { EnrollmentId, TurnId } from '../lib/brand.ts';
import { anEntry, minutesAfter, noon } from '../testing/engine/enrollments.ts';
import type { EngineStore, Move } from './engine-store.ts';
import type { Enrollment } from './enrollment.ts';
import { enrollmentIdOf } from './enrollment-id.ts';
import { turnOf } from './turn-id.ts';

export interface StoreUnderTest {
  /** A store without content whose leases last as long as told. */
  fresh(leaseMs: number): Promise<EngineStore>;
  /** Lets a lease of `ms` run out. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

const longLease = 60_000;
const entry = anEntry();
const id = enrollmentIdOf(entry);
const turn = turnOf(entry.shop, entry.contact);

const moveTo = (enrollment: Enrollment, dueAt: Date): Extract<Move, { to: 'waiting' }> => ({
  id: enrollment.id,
  rev: enrollment.rev,
  to: 'waiting',
  step: 'wait-2',
  dueAt,
  plannedAt: noon,
  attempts: 0,
});

/** Every adapter of the store behaves like this. */
export const engineStoreBattery = (name: string, open: () => Promise<StoreUnderTest>): void => {
  describe(`${name} engine store`, () => {
    let underTest: StoreUnderTest;
    let store: EngineStore;

    beforeAll(async () => {
      underTest = await open();
    });
    beforeEach(async () => {
      store = await underTest.fresh(longLease);
    });
    afterAll(() => underTest.close());

    const lease = (token = 'token-a', share = 10) => store.lease({ now: noon, share, token });
    const read = async (which: EnrollmentId = id): Promise<Enrollment> => {
      const [found] = await store.findMany([which]);
      if (found === undefined) throw new TypeError('not stored');
      return found;
    };

    describe('entry', () => {
      it('stores an entry as a waiting enrollment and makes its turn due', async () => {
        const { inserted, enrollment } = await store.enroll(entry);

        expect(inserted).toBe(true);
        expect(enrollment).toMatchObject({ id, turn, state: 'waiting', rev: 0, attempts: 0, dueAt: noon });
        expect(await store.find(entry.shop, id)).toEqual(enrollment);
        expect(await store.nextDueAt()).toEqual(noon);
      });

      it('changes nothing on a second entry with an equal key', async () => {
        await store.enroll(entry);

        const again = await store.enroll({ ...entry, dueAt: minutesAfter(noon, 5), variables: { other: 1 } });

        expect(again.inserted).toBe(false);
        expect(await read()).toMatchObject({ rev: 0, dueAt: noon, variables: {} });
      });

      it('survives the same entry many times at once', async () => {
        const results = await Promise.all(Array.from({ length: 12 }, () => store.enroll(entry)));

        expect(results.filter(({ inserted }) => inserted)).toHaveLength(1);
      });

      it('enrolls a batch and says which ones were new', async () => {
        await store.enroll(entry);
        const others = ['b', 'c', 'd'].map((about) => anEntry({ about, dueAt: minutesAfter(noon, -1) }));

        const inserted = await store.enrollMany([entry, ...others]);

        expect(inserted).toEqual(new Set(others.map(enrollmentIdOf)));
        expect(await store.nextDueAt()).toEqual(minutesAfter(noon, -1));
      });

      it('has nothing to say about an empty batch', async () => {
        expect(await store.enrollMany([])).toEqual(new Set());
        expect(await store.nextDueAt()).toBeUndefined();
      });
    });

    describe('re-anchoring', () => {
      const to = {
        anchorAt: minutesAfter(noon, -30),
        plannedAt: minutesAfter(noon, -30),
        dueAt: minutesAfter(noon, -10),
        variables: { quantity: 2 },
      };

      it('moves anchor, due time and variables, and lowers the turn', async () => {
        await store.enroll(entry);

        const isMoved = await store.reanchor(id, 0, to);

        expect(isMoved).toBe(true);
        expect(await read()).toMatchObject({ ...to, rev: 1 });
        expect(await store.nextDueAt()).toEqual(to.dueAt);
      });

      it('leaves an enrollment alone that was written since it was read', async () => {
        await store.enroll(entry);
        await store.reanchor(id, 0, to);

        const isMoved = await store.reanchor(id, 0, { ...to, dueAt: minutesAfter(noon, 90) });

        expect(isMoved).toBe(false);
        expect(await read()).toMatchObject({ dueAt: to.dueAt, rev: 1 });
      });

      it('never re-opens a closed one', async () => {
        await store.enroll(entry);
        await store.exit(id, 'left');

        expect(await store.reanchor(id, 1, to)).toBe(false);
        expect((await read()).state).toBe('exited');
      });

      it('finds nothing to move where nothing is', async () => {
        expect(await store.reanchor(asEnrollmentId('nobody'), 0, to)).toBe(false);
      });
    });

    describe('exit', () => {
      it('closes a waiting enrollment with its reason and takes it out of the due ones', async () => {
        await store.enroll(entry);

        const isClosed = await store.exit(id, 'settled');

        expect(isClosed).toBe(true);
        const closed = await read();
        expect(closed).toMatchObject({ state: 'exited', exitReason: 'settled', rev: 1 });
        expect(closed.dueAt).toBeUndefined();
        expect((await store.readDue([turn], noon, 10)).enrollments).toEqual([]);
      });

      it('keeps the first reason when two exits meet', async () => {
        await store.enroll(entry);

        const results = await Promise.all([store.exit(id, 'one'), store.exit(id, 'other')]);

        expect(results.filter(Boolean)).toHaveLength(1);
        expect((await read()).rev).toBe(1);
      });

      it('closes it even while others keep writing it', async () => {
        await store.enroll(entry);
        const keepMoving = async (): Promise<void> => {
          for (let n = 0; n < 5; n += 1) await store.move([moveTo(await read(), minutesAfter(noon, n))]);
        };

        const [isClosed] = await Promise.all([store.exit(id, 'settled'), keepMoving()]);

        expect(isClosed).toBe(true);
        expect((await read()).state).toBe('exited');
      });

      it('says no for one that is closed or unknown', async () => {
        await store.enroll(entry);
        await store.exit(id, 'settled');

        expect(await store.exit(id, 'again')).toBe(false);
        expect(await store.exit(asEnrollmentId('nobody'), 'again')).toBe(false);
      });
    });

    describe('reading by shop and contact', () => {
      it('finds an enrollment for its own shop only', async () => {
        await store.enroll(entry);

        expect(await store.find(asShopId('other.example'), id)).toBeNull();
      });

      it('finds the waiting ones of some contacts, in this shop only', async () => {
        const second = anEntry({ contact: asContactId('contact-2') });
        const closed = anEntry({ about: 'closed' });
        const foreign = anEntry({ shop: asShopId('other.example') });
        await store.enrollMany([entry, second, closed, foreign]);
        await store.exit(enrollmentIdOf(closed), 'left');

        const found = await store.findWaitingOfContacts(entry.shop, [entry.contact, second.contact]);

        expect(new Set(found.map((row) => row.id))).toEqual(new Set([id, enrollmentIdOf(second)]));
        expect(await store.findWaitingOfContacts(entry.shop, [])).toEqual([]);
      });
    });

    describe('lease', () => {
      it('hands a due turn to one holder only', async () => {
        await store.enroll(entry);

        const [mine, theirs] = [await lease('token-a'), await lease('token-b')];

        expect(mine).toEqual([{ id: turn, shop: entry.shop, claims: 1, trying: undefined }]);
        expect(theirs).toEqual([]);
        expect(await store.countDue(noon)).toBe(0);
      });

      it('shares turns out between workers that look at the same moment', async () => {
        const contacts = Array.from({ length: 40 }, (_, n) => asContactId(`c${n}`));
        await store.enrollMany(contacts.map((contact) => anEntry({ contact })));
        const turns = new Set(contacts.map((contact) => turnOf(entry.shop, contact)));

        const leased = await Promise.all(['a', 'b', 'c'].map((token) => lease(token, 20)));

        const ids = leased.flat().map((row) => row.id);
        expect(new Set(ids)).toEqual(turns);
        expect(ids).toHaveLength(turns.size);
      });

      it('takes no turn whose time has not come', async () => {
        await store.enroll({ ...entry, dueAt: minutesAfter(noon, 1) });

        expect(await store.countDue(noon)).toBe(0);
        expect(await lease()).toEqual([]);
        expect(await store.countDue(minutesAfter(noon, 1))).toBe(1);
      });

      it('takes no more than its share, the least recently served first', async () => {
        const [one, other] = [entry, anEntry({ shop: asShopId('other.example') })];
        await store.enrollMany([one, other]);
        const [first] = await lease('token-a', 1);
        await store.giveBack(first === undefined ? [] : [first.id], 'token-a');

        const next = await lease('token-b', 1);

        expect(next).toHaveLength(1);
        expect(next[0]?.id).not.toBe(first?.id);
      });

      it('lets somebody else have a turn once its lease ran out, and counts the claim', async () => {
        store = await underTest.fresh(30);
        await store.enroll(entry);
        await lease('token-a');
        await underTest.pass(60);

        const [taken] = await lease('token-b');

        expect(taken).toMatchObject({ id: turn, claims: 2 });
        expect(await store.renew([turn], 'token-a')).toEqual(new Set());
      });

      it('keeps a lease that is renewed in time', async () => {
        store = await underTest.fresh(400);
        await store.enroll(entry);
        await lease('token-a');
        await underTest.pass(250);

        const held = await store.renew([turn, asTurnId('other.example#1')], 'token-a');
        await underTest.pass(250);

        expect(held).toEqual(new Set([turn]));
        expect(await lease('token-b')).toEqual([]);
      });
    });

    describe('due enrollments', () => {
      it('reads those of the leased turns, earliest first, up to the limit', async () => {
        const later = anEntry({ about: 'later', dueAt: minutesAfter(noon, -1) });
        const earliest = anEntry({ about: 'earliest', dueAt: minutesAfter(noon, -2) });
        const future = anEntry({ about: 'future', dueAt: minutesAfter(noon, 1) });
        await store.enrollMany([entry, later, earliest, future]);

        const due = await store.readDue([turn], noon, 2);

        expect(due.enrollments.map(({ about }) => about)).toEqual(['earliest', 'later']);
        expect(due.unreadable).toEqual([]);
      });

      it('reads nothing of other turns', async () => {
        await store.enroll(entry);

        expect((await store.readDue([asTurnId('other.example#0')], noon, 10)).enrollments).toEqual([]);
      });
    });

    describe('move', () => {
      it('puts an enrollment in its next step and raises rev', async () => {
        const { enrollment } = await store.enroll(entry);

        const matched = await store.move([moveTo(enrollment, minutesAfter(noon, 30))]);

        expect(matched).toEqual(new Set([id]));
        expect(await read()).toMatchObject({ step: 'wait-2', rev: 1, dueAt: minutesAfter(noon, 30) });
      });

      it('compares rev, so a paused worker re-times nothing that another has finished', async () => {
        const { enrollment } = await store.enroll(entry);
        await store.move([moveTo(enrollment, minutesAfter(noon, 30))]);

        const stale = await store.move([{ ...moveTo(enrollment, minutesAfter(noon, 1)), attempts: 3 }]);

        expect(stale).toEqual(new Set());
        expect(await read()).toMatchObject({ rev: 1, dueAt: minutesAfter(noon, 30), attempts: 0 });
      });

      it('says which of a batch matched', async () => {
        const { enrollment } = await store.enroll(entry);
        const { enrollment: other } = await store.enroll(anEntry({ about: 'other' }));
        await store.exit(other.id, 'left');

        const matched = await store.move([moveTo(enrollment, noon), moveTo(other, noon)]);

        expect(matched).toEqual(new Set([id]));
      });

      it.each(['exited', 'failed', 'quarantined'] as const)(
        'closes one as %s with the reason',
        async (to) => {
          const { enrollment } = await store.enroll(entry);

          await store.move([{ id, rev: enrollment.rev, to, reason: 'because' }]);

          const closed = await read();
          expect(closed).toMatchObject({ state: to, exitReason: 'because', rev: 1 });
          expect(closed.dueAt).toBeUndefined();
        },
      );

      it('closes one that came to the end, and never moves it again', async () => {
        const { enrollment } = await store.enroll(entry);
        await store.move([{ id, rev: enrollment.rev, to: 'done' }]);

        const matched = await store.move([{ ...moveTo(enrollment, noon), rev: 1 }]);

        expect(matched).toEqual(new Set());
        expect(await read()).toMatchObject({ state: 'done', rev: 1 });
      });

      it('has nothing to do for no moves', async () => {
        expect(await store.move([])).toEqual(new Set());
      });
    });

    describe('giving back', () => {
      const giveBack = (turns: readonly TurnId[] = [turn], token = 'token-a') => store.giveBack(turns, token);

      it('leaves no due time when nothing waits any more', async () => {
        const { enrollment } = await store.enroll(entry);
        await lease();
        await store.move([{ id, rev: enrollment.rev, to: 'done' }]);

        await giveBack();

        expect(await store.nextDueAt()).toBeUndefined();
      });

      it('raises the due time to the next of its enrollments', async () => {
        const { enrollment } = await store.enroll(entry);
        await store.enroll(anEntry({ about: 'later', dueAt: minutesAfter(noon, 50) }));
        await lease();
        await store.move([moveTo(enrollment, minutesAfter(noon, 30))]);

        await giveBack();

        expect(await store.nextDueAt()).toEqual(minutesAfter(noon, 30));
        expect(await store.countDue(minutesAfter(noon, 30))).toBe(1);
      });

      it('comes alive again after a time with nothing due', async () => {
        const { enrollment } = await store.enroll(entry);
        await lease();
        await store.move([{ id, rev: enrollment.rev, to: 'done' }]);
        await giveBack();

        await store.enroll(anEntry({ about: 'new', dueAt: minutesAfter(noon, 5) }));

        expect(await store.nextDueAt()).toEqual(minutesAfter(noon, 5));
      });

      it('zeroes the claims, so only leases never given back count', async () => {
        await store.enroll(entry);
        for (const token of ['a', 'b', 'c']) {
          await lease(token);
          await giveBack([turn], token);
        }

        const [fourth] = await lease('d');

        expect(fourth?.claims).toBe(1);
      });

      it('leaves a lease alone that is somebody else’s by now', async () => {
        store = await underTest.fresh(30);
        await store.enroll(entry);
        await lease('token-a');
        await underTest.pass(60);
        await lease('token-b');

        await giveBack([turn], 'token-a');

        expect(await store.renew([turn], 'token-b')).toEqual(new Set([turn]));
      });

      it('forgets what was tried', async () => {
        await store.enroll(entry);
        await lease();
        await store.markTrying(turn, 'token-a', id);
        await giveBack();

        const [next] = await lease('token-b');

        expect(next?.trying).toBeUndefined();
      });
    });

    describe('trying one at a time', () => {
      it('shows the next holder what the last one was at when it vanished', async () => {
        store = await underTest.fresh(30);
        await store.enroll(entry);
        await lease('token-a');
        const isMarked = await store.markTrying(turn, 'token-a', id);
        await underTest.pass(60);

        const [next] = await lease('token-b');

        expect(isMarked).toBe(true);
        expect(next).toMatchObject({ trying: id, claims: 2 });
      });

      it('is written by the holder only', async () => {
        await store.enroll(entry);
        await lease('token-a');

        expect(await store.markTrying(turn, 'token-b', id)).toBe(false);
      });
    });

    describe('waking', () => {
      const horizon = minutesAfter(noon, 24 * 60);

      it('makes an enrollment due at once that stands in the step, and lowers its turn', async () => {
        await store.enroll({ ...entry, dueAt: horizon });

        await store.wake(id, 'mail', noon);

        expect(await read()).toMatchObject({ dueAt: noon, rev: 1 });
        expect(await store.nextDueAt()).toEqual(noon);
      });

      it('leaves one alone that stands elsewhere or is closed', async () => {
        await store.enroll({ ...entry, dueAt: horizon });
        await store.wake(id, 'another', noon);
        await store.exit(id, 'left');

        await store.wake(id, 'mail', noon);

        expect(await read()).toMatchObject({ state: 'exited', rev: 1 });
        expect(await store.nextDueAt()).toEqual(horizon);
      });

      it('lowers the turn again when the first try died after the enrollment was written', async () => {
        const { enrollment } = await store.enroll(entry);
        await lease();
        await store.move([moveTo(enrollment, horizon)]);
        await store.giveBack([turn], 'token-a');

        await store.wake(id, 'wait-2', noon);
        await store.wake(id, 'wait-2', noon);

        expect(await read()).toMatchObject({ dueAt: noon, rev: 2 });
        expect(await store.countDue(noon)).toBe(1);
      });
    });

    describe('sweep', () => {
      it('finds nothing where every turn is right', async () => {
        await store.enroll(entry);

        expect(await store.sweep()).toBe(0);
      });

      it('never raises a due time', async () => {
        await store.enroll({ ...entry, dueAt: minutesAfter(noon, 30) });
        await store.lower(turn, noon);

        expect(await store.sweep()).toBe(0);
        expect(await store.nextDueAt()).toEqual(noon);
      });

      it('lowers a turn whose enrollments are due before it', async () => {
        const { enrollment } = await store.enroll({ ...entry, dueAt: minutesAfter(noon, 30) });
        await store.move([moveTo(enrollment, noon)]);

        const lowered = await store.sweep();

        expect(lowered).toBe(1);
        expect(await store.nextDueAt()).toEqual(noon);
      });
    });
  });
};
