import { describe, expect, it } from '@jest/globals';
import { asContactId, asShopId, asTurnId } from '../lib/brand.ts';
import type { TurnId } from '../lib/brand.ts';
import { anEntry, minutesAfter, moveTo, noon } from '../testing/engine/enrollments.ts';
import type { StoreBench } from '../testing/engine/store-bench.ts';
import { enrollmentIdOf } from './enrollment-id.ts';
import { turnOf } from './turn-id.ts';

const entry = anEntry();
const id = enrollmentIdOf(entry);
const turn = turnOf(entry.shop, entry.contact);

export const leaseBattery = (bench: StoreBench): void => {
  describe('lease', () => {
    it('hands a due turn to one holder only', async () => {
      await bench.store().enroll(entry);

      const [mine, theirs] = [await bench.lease('token-a'), await bench.lease('token-b')];

      expect(mine).toEqual([{ id: turn, shop: entry.shop, claims: 1, trying: undefined }]);
      expect(theirs).toEqual([]);
      expect(await bench.store().countDue(noon)).toBe(0);
    });

    it('shares turns out between workers that look at the same moment', async () => {
      const contacts = Array.from({ length: 40 }, (_, n) => asContactId(`c${n}`));
      await bench.store().enrollMany(contacts.map((contact) => anEntry({ contact })));
      const turns = new Set(contacts.map((contact) => turnOf(entry.shop, contact)));

      const leased = await Promise.all(['a', 'b', 'c'].map((token) => bench.lease(token, 20)));

      const ids = leased.flat().map((row) => row.id);
      expect(new Set(ids)).toEqual(turns);
      expect(ids).toHaveLength(turns.size);
    });

    it('takes no turn whose time has not come', async () => {
      await bench.store().enroll({ ...entry, dueAt: minutesAfter(noon, 1) });

      expect(await bench.store().countDue(noon)).toBe(0);
      expect(await bench.lease()).toEqual([]);
      expect(await bench.store().countDue(minutesAfter(noon, 1))).toBe(1);
    });

    it('takes no more than its share, the least recently served first', async () => {
      const [one, other] = [entry, anEntry({ shop: asShopId('other.example') })];
      await bench.store().enrollMany([one, other]);
      const [first] = await bench.lease('token-a', 1);
      await bench.store().giveBack(first === undefined ? [] : [first.id], 'token-a');

      const next = await bench.lease('token-b', 1);

      expect(next).toHaveLength(1);
      expect(next[0]?.id).not.toBe(first?.id);
    });

    it('lets somebody else have a turn once its lease ran out, and counts the claim', async () => {
      await bench.restart(30);
      await bench.store().enroll(entry);
      await bench.lease('token-a');
      await bench.pass(60);

      const [taken] = await bench.lease('token-b');

      expect(taken).toMatchObject({ id: turn, claims: 2 });
      expect(await bench.store().renew([turn], 'token-a')).toEqual(new Set());
    });

    it('keeps a lease that is renewed in time', async () => {
      await bench.restart(400);
      await bench.store().enroll(entry);
      await bench.lease('token-a');
      await bench.pass(250);

      const held = await bench.store().renew([turn, asTurnId('other.example#1')], 'token-a');
      await bench.pass(250);

      expect(held).toEqual(new Set([turn]));
      expect(await bench.lease('token-b')).toEqual([]);
    });
  });

  describe('due enrollments', () => {
    it('reads those of the leased turns, earliest first, up to the limit', async () => {
      const later = anEntry({ about: 'later', dueAt: minutesAfter(noon, -1) });
      const earliest = anEntry({ about: 'earliest', dueAt: minutesAfter(noon, -2) });
      const future = anEntry({ about: 'future', dueAt: minutesAfter(noon, 1) });
      await bench.store().enrollMany([entry, later, earliest, future]);

      const due = await bench.store().readDue([turn], noon, 2);

      expect(due.enrollments.map(({ about }) => about)).toEqual(['earliest', 'later']);
      expect(due.unreadable).toEqual([]);
    });

    it('reads nothing of other turns', async () => {
      await bench.store().enroll(entry);

      expect((await bench.store().readDue([asTurnId('other.example#0')], noon, 10)).enrollments).toEqual([]);
    });
  });

  describe('giving back', () => {
    const giveBack = (turns: readonly TurnId[] = [turn], token = 'token-a') =>
      bench.store().giveBack(turns, token);

    it('leaves no due time when nothing waits any more', async () => {
      const { enrollment } = await bench.store().enroll(entry);
      await bench.lease();
      await bench.store().move([{ id, rev: enrollment.rev, to: 'done' }]);

      await giveBack();

      expect(await bench.store().nextDueAt()).toBeUndefined();
    });

    it('raises the due time to the next of its enrollments', async () => {
      const { enrollment } = await bench.store().enroll(entry);
      await bench.store().enroll(anEntry({ about: 'later', dueAt: minutesAfter(noon, 50) }));
      await bench.lease();
      await bench.store().move([moveTo(enrollment, minutesAfter(noon, 30))]);

      await giveBack();

      expect(await bench.store().nextDueAt()).toEqual(minutesAfter(noon, 30));
      expect(await bench.store().countDue(minutesAfter(noon, 30))).toBe(1);
    });

    it('comes alive again after a time with nothing due', async () => {
      const { enrollment } = await bench.store().enroll(entry);
      await bench.lease();
      await bench.store().move([{ id, rev: enrollment.rev, to: 'done' }]);
      await giveBack();

      await bench.store().enroll(anEntry({ about: 'new', dueAt: minutesAfter(noon, 5) }));

      expect(await bench.store().nextDueAt()).toEqual(minutesAfter(noon, 5));
    });

    it('zeroes the claims, so only leases never given back count', async () => {
      await bench.store().enroll(entry);
      for (const token of ['a', 'b', 'c']) {
        await bench.lease(token);
        await giveBack([turn], token);
      }

      const [fourth] = await bench.lease('d');

      expect(fourth?.claims).toBe(1);
    });

    it('leaves a lease alone that is somebody else’s by now', async () => {
      await bench.restart(30);
      await bench.store().enroll(entry);
      await bench.lease('token-a');
      await bench.pass(60);
      await bench.lease('token-b');

      await giveBack([turn], 'token-a');

      expect(await bench.store().renew([turn], 'token-b')).toEqual(new Set([turn]));
    });

    it('forgets what was tried', async () => {
      await bench.store().enroll(entry);
      await bench.lease();
      await bench.store().markTrying(turn, 'token-a', id);
      await giveBack();

      const [next] = await bench.lease('token-b');

      expect(next?.trying).toBeUndefined();
    });
  });

  describe('trying one at a time', () => {
    it('shows the next holder what the last one was at when it vanished', async () => {
      await bench.restart(30);
      await bench.store().enroll(entry);
      await bench.lease('token-a');
      const isMarked = await bench.store().markTrying(turn, 'token-a', id);
      await bench.pass(60);

      const [next] = await bench.lease('token-b');

      expect(isMarked).toBe(true);
      expect(next).toMatchObject({ trying: id, claims: 2 });
    });

    it('is written by the holder only', async () => {
      await bench.store().enroll(entry);
      await bench.lease('token-a');

      expect(await bench.store().markTrying(turn, 'token-b', id)).toBe(false);
    });
  });
};
