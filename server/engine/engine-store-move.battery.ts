import { describe, expect, it } from '@jest/globals';
import { anEntry, minutesAfter, moveTo, noon } from '../testing/engine/enrollments.ts';
import type { StoreBench } from '../testing/engine/store-bench.ts';
import type { Enrollment } from './enrollment.ts';
import { enrollmentIdOf } from './enrollment-id.ts';
import { turnOf } from './turn-id.ts';

const entry = anEntry();
const id = enrollmentIdOf(entry);
const turn = turnOf(entry.shop, entry.contact);

export const moveBattery = (bench: StoreBench): void => {
  describe('move', () => {
    it('puts an enrollment in its next step and raises rev', async () => {
      const { enrollment } = await bench.store().enroll(entry);

      const matched = await bench.store().move([moveTo(enrollment, minutesAfter(noon, 30))]);

      expect(matched).toEqual(new Set([id]));
      expect(await bench.read()).toMatchObject({ step: 'wait-2', rev: 1, dueAt: minutesAfter(noon, 30) });
    });

    it('compares rev, so a paused worker re-times nothing that another has finished', async () => {
      const { enrollment } = await bench.store().enroll(entry);
      await bench.store().move([moveTo(enrollment, minutesAfter(noon, 30))]);

      const stale = await bench.store().move([{ ...moveTo(enrollment, minutesAfter(noon, 1)), attempts: 3 }]);

      expect(stale).toEqual(new Set());
      expect(await bench.read()).toMatchObject({ rev: 1, dueAt: minutesAfter(noon, 30), attempts: 0 });
    });

    it('says which of a batch matched', async () => {
      const { enrollment } = await bench.store().enroll(entry);
      const { enrollment: other } = await bench.store().enroll(anEntry({ about: 'other' }));
      await bench.store().exit(other.id, 'left');

      const matched = await bench.store().move([moveTo(enrollment, noon), moveTo(other, noon)]);

      expect(matched).toEqual(new Set([id]));
    });

    it.each(['exited', 'failed', 'quarantined'] as const)('closes one as %s with the reason', async (to) => {
      const { enrollment } = await bench.store().enroll(entry);

      await bench.store().move([{ id, rev: enrollment.rev, to, reason: 'because' }]);

      const closed = await bench.read();
      expect(closed).toMatchObject({ state: to, exitReason: 'because', rev: 1 });
      expect(closed.dueAt).toBeUndefined();
    });

    it('closes one that came to the end, and never moves it again', async () => {
      const { enrollment } = await bench.store().enroll(entry);
      await bench.store().move([{ id, rev: enrollment.rev, to: 'done' }]);

      const matched = await bench.store().move([{ ...moveTo(enrollment, noon), rev: 1 }]);

      expect(matched).toEqual(new Set());
      expect(await bench.read()).toMatchObject({ state: 'done', rev: 1 });
    });

    it('has nothing to do for no moves', async () => {
      expect(await bench.store().move([])).toEqual(new Set());
    });
  });

  describe('changing the version', () => {
    const pinTo = (enrollment: Enrollment, minutes: number) => ({
      id: enrollment.id,
      turn: enrollment.turn,
      rev: enrollment.rev,
      version: 2,
      dueAt: minutesAfter(noon, minutes),
    });

    it('keeps the step and its planned time, raises rev, and lowers the turn', async () => {
      const { enrollment } = await bench.store().enroll({ ...entry, dueAt: minutesAfter(noon, 60) });
      await bench.store().lease({ now: minutesAfter(noon, 60), share: 10, token: 'token-a' });
      await bench.store().giveBack([turn], 'token-a');

      const matched = await bench.store().repin([pinTo(enrollment, 5)]);

      expect(matched).toEqual(new Set([id]));
      expect(await bench.read()).toMatchObject({
        version: 2,
        step: 'mail',
        plannedAt: noon,
        rev: 1,
        dueAt: minutesAfter(noon, 5),
      });
      expect(await bench.store().nextDueAt()).toEqual(minutesAfter(noon, 5));
    });

    it('compares rev and says which matched', async () => {
      const { enrollment } = await bench.store().enroll(entry);
      const { enrollment: other } = await bench.store().enroll(anEntry({ about: 'other' }));
      await bench.store().move([moveTo(other, minutesAfter(noon, 30))]);

      const matched = await bench.store().repin([pinTo(enrollment, 5), pinTo(other, 5)]);

      expect(matched).toEqual(new Set([id]));
      expect(await bench.read(other.id)).toMatchObject({ version: 1, dueAt: minutesAfter(noon, 30) });
    });

    it('leaves the closed closed', async () => {
      const { enrollment } = await bench.store().enroll(entry);
      await bench.store().exit(id, 'left');

      expect(await bench.store().repin([pinTo(enrollment, 5), pinTo({ ...enrollment, rev: 1 }, 5)])).toEqual(
        new Set(),
      );
      expect(await bench.read()).toMatchObject({ state: 'exited', version: 1 });
    });

    it('lowers the turn again when it is asked for again: the first try may have died before', async () => {
      const { enrollment } = await bench.store().enroll({ ...entry, dueAt: minutesAfter(noon, 60) });
      await bench.store().repin([pinTo(enrollment, 5)]);

      await bench.store().repin([pinTo(enrollment, 1)]);

      expect(await bench.read()).toMatchObject({ rev: 1, dueAt: minutesAfter(noon, 5) });
      expect(await bench.store().nextDueAt()).toEqual(minutesAfter(noon, 1));
    });

    it('has nothing to do for nobody', async () => {
      expect(await bench.store().repin([])).toEqual(new Set());
    });
  });

  describe('waking', () => {
    const horizon = minutesAfter(noon, 24 * 60);

    it('makes an enrollment due at once that stands in the step, and lowers its turn', async () => {
      await bench.store().enroll({ ...entry, dueAt: horizon });

      await bench.store().wake(id, 'mail', noon);

      expect(await bench.read()).toMatchObject({ dueAt: noon, rev: 1 });
      expect(await bench.store().nextDueAt()).toEqual(noon);
    });

    it('leaves one alone that stands elsewhere or is closed', async () => {
      await bench.store().enroll({ ...entry, dueAt: horizon });
      await bench.store().wake(id, 'another', noon);
      await bench.store().exit(id, 'left');

      await bench.store().wake(id, 'mail', noon);

      expect(await bench.read()).toMatchObject({ state: 'exited', rev: 1 });
      expect(await bench.store().nextDueAt()).toEqual(horizon);
    });

    it('lowers the turn again when the first try died after the enrollment was written', async () => {
      const { enrollment } = await bench.store().enroll(entry);
      await bench.lease();
      await bench.store().move([moveTo(enrollment, horizon)]);
      await bench.store().giveBack([turn], 'token-a');

      await bench.store().wake(id, 'wait-2', noon);
      await bench.store().wake(id, 'wait-2', noon);

      expect(await bench.read()).toMatchObject({ dueAt: noon, rev: 2 });
      expect(await bench.store().countDue(noon)).toBe(1);
    });
  });

  describe('sweep', () => {
    it('finds nothing where every turn is right', async () => {
      await bench.store().enroll(entry);

      expect(await bench.store().sweep()).toBe(0);
    });

    it('never raises a due time', async () => {
      await bench.store().enroll({ ...entry, dueAt: minutesAfter(noon, 30) });
      await bench.store().lower(turn, noon);

      expect(await bench.store().sweep()).toBe(0);
      expect(await bench.store().nextDueAt()).toEqual(noon);
    });

    it('lowers a turn whose enrollments are due before it', async () => {
      const { enrollment } = await bench.store().enroll({ ...entry, dueAt: minutesAfter(noon, 30) });
      await bench.store().move([moveTo(enrollment, noon)]);

      const lowered = await bench.store().sweep();

      expect(lowered).toBe(1);
      expect(await bench.store().nextDueAt()).toEqual(noon);
    });
  });
};
