import { describe, expect, it } from '@jest/globals';
import { asContactId, asEnrollmentId, asShopId } from '../lib/brand.ts';
import { anEntry, minutesAfter, moveTo, noon } from '../testing/engine/enrollments.ts';
import type { StoreBench } from '../testing/engine/store-bench.ts';
import { enrollmentIdOf } from './enrollment-id.ts';
import { turnOf } from './turn-id.ts';

const entry = anEntry();
const id = enrollmentIdOf(entry);
const turn = turnOf(entry.shop, entry.contact);

export const entryBattery = (bench: StoreBench): void => {
  describe('entry', () => {
    it('stores an entry as a waiting enrollment and makes its turn due', async () => {
      const { inserted, enrollment } = await bench.store().enroll(entry);

      expect(inserted).toBe(true);
      expect(enrollment).toMatchObject({ id, turn, state: 'waiting', rev: 0, attempts: 0, dueAt: noon });
      expect(await bench.store().find(entry.shop, id)).toEqual(enrollment);
      expect(await bench.store().nextDueAt()).toEqual(noon);
    });

    it('changes nothing on a second entry with an equal key', async () => {
      await bench.store().enroll(entry);

      const again = await bench
        .store()
        .enroll({ ...entry, dueAt: minutesAfter(noon, 5), variables: { other: 1 } });

      expect(again.inserted).toBe(false);
      expect(await bench.read()).toMatchObject({ rev: 0, dueAt: noon, variables: {} });
    });

    it('survives the same entry many times at once', async () => {
      const results = await Promise.all(Array.from({ length: 12 }, () => bench.store().enroll(entry)));

      expect(results.filter(({ inserted }) => inserted)).toHaveLength(1);
    });

    it('enrolls a batch and says which ones were new', async () => {
      await bench.store().enroll(entry);
      const others = ['b', 'c', 'd'].map((about) => anEntry({ about, dueAt: minutesAfter(noon, -1) }));

      const inserted = await bench.store().enrollMany([entry, ...others]);

      expect(inserted).toEqual(new Set(others.map(enrollmentIdOf)));
      expect(await bench.store().nextDueAt()).toEqual(minutesAfter(noon, -1));
    });

    it('has nothing to say about an empty batch', async () => {
      expect(await bench.store().enrollMany([])).toEqual(new Set());
      expect(await bench.store().nextDueAt()).toBeUndefined();
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
      await bench.store().enroll(entry);

      const isMoved = await bench.store().reanchor(id, 0, to);

      expect(isMoved).toBe(true);
      expect(await bench.read()).toMatchObject({ ...to, rev: 1 });
      expect(await bench.store().nextDueAt()).toEqual(to.dueAt);
    });

    it('leaves an enrollment alone that was written since it was read', async () => {
      await bench.store().enroll(entry);
      await bench.store().reanchor(id, 0, to);

      const isMoved = await bench.store().reanchor(id, 0, { ...to, dueAt: minutesAfter(noon, 90) });

      expect(isMoved).toBe(false);
      expect(await bench.read()).toMatchObject({ dueAt: to.dueAt, rev: 1 });
    });

    it('never re-opens a closed one', async () => {
      await bench.store().enroll(entry);
      await bench.store().exit(id, 'left');

      expect(await bench.store().reanchor(id, 1, to)).toBe(false);
      expect((await bench.read()).state).toBe('exited');
    });

    it('finds nothing to move where nothing is', async () => {
      expect(await bench.store().reanchor(asEnrollmentId('nobody'), 0, to)).toBe(false);
    });
  });

  describe('exit', () => {
    it('closes a waiting enrollment with its reason and takes it out of the due ones', async () => {
      await bench.store().enroll(entry);

      const isClosed = await bench.store().exit(id, 'settled');

      expect(isClosed).toBe(true);
      const closed = await bench.read();
      expect(closed).toMatchObject({ state: 'exited', exitReason: 'settled', rev: 1 });
      expect(closed.dueAt).toBeUndefined();
      expect((await bench.store().readDue([turn], noon, 10)).enrollments).toEqual([]);
    });

    it('keeps the first reason when two exits meet', async () => {
      await bench.store().enroll(entry);

      const results = await Promise.all([bench.store().exit(id, 'one'), bench.store().exit(id, 'other')]);

      expect(results.filter(Boolean)).toHaveLength(1);
      expect((await bench.read()).rev).toBe(1);
    });

    it('closes it even while others keep writing it', async () => {
      await bench.store().enroll(entry);
      const keepMoving = async (): Promise<void> => {
        for (let n = 0; n < 5; n += 1)
          await bench.store().move([moveTo(await bench.read(), minutesAfter(noon, n))]);
      };

      const [isClosed] = await Promise.all([bench.store().exit(id, 'settled'), keepMoving()]);

      expect(isClosed).toBe(true);
      expect((await bench.read()).state).toBe('exited');
    });

    it('says no for one that is closed or unknown', async () => {
      await bench.store().enroll(entry);
      await bench.store().exit(id, 'settled');

      expect(await bench.store().exit(id, 'again')).toBe(false);
      expect(await bench.store().exit(asEnrollmentId('nobody'), 'again')).toBe(false);
    });
  });

  describe('reading by shop and contact', () => {
    it('finds an enrollment for its own shop only', async () => {
      await bench.store().enroll(entry);

      expect(await bench.store().find(asShopId('other.example'), id)).toBeNull();
    });

    it('finds the waiting ones of some contacts, in this shop only', async () => {
      const second = anEntry({ contact: asContactId('contact-2') });
      const closed = anEntry({ about: 'closed' });
      const foreign = anEntry({ shop: asShopId('other.example') });
      await bench.store().enrollMany([entry, second, closed, foreign]);
      await bench.store().exit(enrollmentIdOf(closed), 'left');

      const found = await bench.store().findWaitingOfContacts(entry.shop, [entry.contact, second.contact]);

      expect(new Set(found.map((row) => row.id))).toEqual(new Set([id, enrollmentIdOf(second)]));
      expect(await bench.store().findWaitingOfContacts(entry.shop, [])).toEqual([]);
    });
  });
};
