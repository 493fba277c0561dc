import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EncoreError } from '../lib/errors.ts';
import { anEntry, minutesAfter, moveTo, noon } from '../testing/engine/enrollments.ts';
import { gatedRows, interleave, schedules } from '../testing/engine/interleave.ts';
import type { Gate } from '../testing/engine/interleave.ts';
import { composeEngineStore } from './compose-engine-store.ts';
import type { StoreRows } from './compose-engine-store.ts';
import { enrollmentIdOf } from './enrollment-id.ts';
import type { Enrollment } from './enrollment.ts';
import { freshEnrollment } from './fresh-enrollment.ts';
import { turnOf } from './turn-id.ts';

export interface RowsUnderTest {
  fresh(): Promise<StoreRows>;
  close(): Promise<void>;
}

const entry = anEntry();
const id = enrollmentIdOf(entry);
const turn = turnOf(entry.shop, entry.contact);
const token = 'holder';
const newcomer = anEntry({ about: 'newcomer', dueAt: minutesAfter(noon, 5) });
const horizon = minutesAfter(noon, 24 * 60);

type Actor = (rows: StoreRows, gate: Gate) => Promise<unknown>;

const enroll: Actor = (rows, gate) => composeEngineStore(gatedRows(rows, gate)).enroll(newcomer);
const giveBack: Actor = (rows, gate) => composeEngineStore(gatedRows(rows, gate)).giveBack([turn], token);
const wake: Actor = (rows, gate) => composeEngineStore(gatedRows(rows, gate)).wake(id, 'wait-2', noon);
const reanchor: Actor = (rows, gate) =>
  composeEngineStore(gatedRows(rows, gate)).reanchor(id, 1, {
    anchorAt: noon,
    plannedAt: noon,
    dueAt: minutesAfter(noon, 3),
    variables: {},
  });

/** One enrollment that its holder has moved to the horizon or brought to its end; the turn is still held. */
const heldTurn = async (rows: StoreRows, to: 'horizon' | 'end'): Promise<void> => {
  const store = composeEngineStore(rows);
  const { enrollment } = await store.enroll(entry);
  await store.lease({ now: noon, share: 1, token });
  await store.move([to === 'end' ? { id, rev: 0, to: 'done' } : moveTo(enrollment, horizon)]);
};

/** Nobody is due with no worker about to look. */
const isAwake = async ({ turns, enrollments }: StoreRows): Promise<boolean> => {
  const [row] = await turns.page(undefined, 10);
  const next = (await enrollments.nextDue([turn])).get(turn);
  return next === undefined || (row?.dueAt !== undefined && row.dueAt.getTime() <= next.getTime());
};

export const interleavingBattery = (name: string, open: () => Promise<RowsUnderTest>): void => {
  describe(`${name}: two workers, operation by operation`, () => {
    let underTest: RowsUnderTest;
    beforeAll(async () => {
      underTest = await open();
    });
    afterAll(() => underTest.close());

    /** The schedules after which somebody sleeps on. */
    const sleepers = async (
      a: Actor,
      b: Actor,
      setup: { to: 'horizon' | 'end'; schedulesTried: readonly string[] },
    ) => {
      const broken: string[] = [];
      for (const schedule of setup.schedulesTried) {
        const rows = await underTest.fresh();
        await heldTurn(rows, setup.to);
        await interleave(
          schedule,
          (gate) => a(rows, gate),
          (gate) => b(rows, gate),
        );
        if (!(await isAwake(rows))) broken.push(schedule);
      }
      return broken;
    };

    it('wakes everybody however an entry and a giving back cut into each other', async () => {
      expect(await sleepers(giveBack, enroll, { to: 'end', schedulesTried: schedules(3, 2) })).toEqual([]);
      expect(await sleepers(giveBack, enroll, { to: 'horizon', schedulesTried: schedules(3, 2) })).toEqual(
        [],
      );
    });

    it('wakes everybody however a provider event and a giving back cut into each other', async () => {
      expect(await sleepers(giveBack, wake, { to: 'horizon', schedulesTried: schedules(3, 3) })).toEqual([]);
    });

    it('wakes everybody however a re-anchoring and a giving back cut into each other', async () => {
      expect(await sleepers(giveBack, reanchor, { to: 'horizon', schedulesTried: schedules(3, 2) })).toEqual(
        [],
      );
    });

    describe('would lose a wake-up', () => {
      const lowered = new Map([[turn, newcomer.dueAt]]);
      const schedulesTried = schedules(3, 2);

      it('if LOWER came before the enrollment', async () => {
        const wrongWay: Actor = async (rows, gate) => {
          await gate(() => rows.turns.lower(lowered));
          await gate(() => rows.enrollments.insert(newcomer));
        };

        expect(await sleepers(giveBack, wrongWay, { to: 'end', schedulesTried })).toContain('baaab');
      });

      it('if giving back looked for the next due time before it read rev', async () => {
        const wrongWay: Actor = async (rows, gate) => {
          const next = await gate(() => rows.enrollments.nextDue([turn]));
          const held = await gate(() => rows.turns.held([turn], token));
          await gate(() =>
            rows.turns.release(
              held.map((row) => ({ ...row, next: next.get(row.id) })),
              token,
            ),
          );
        };

        expect(await sleepers(wrongWay, enroll, { to: 'end', schedulesTried })).toContain('abbaa');
      });

      it('if giving back did not compare rev, or LOWER did not raise it', async () => {
        const wrongWay: Actor = async (rows, gate) => {
          const next = await gate(() => rows.enrollments.nextDue([turn]));
          await gate(async () => {
            const held = await rows.turns.held([turn], token);
            await rows.turns.release(
              held.map((row) => ({ ...row, next: next.get(row.id) })),
              token,
            );
          });
        };

        expect(await sleepers(wrongWay, enroll, { to: 'end', schedulesTried: schedules(2, 2) })).toContain(
          'abba',
        );
      });

      it('if a provider event did not lower the turn', async () => {
        const wrongWay: Actor = (rows, gate) =>
          gate(() => rows.enrollments.hasten({ id, rev: 1, step: 'wait-2' }, noon));

        expect(
          await sleepers(giveBack, wrongWay, { to: 'horizon', schedulesTried: schedules(3, 1) }),
        ).toContain('aaab');
      });
    });

    describe('an exit against a move', () => {
      const closing: Actor = (rows, gate) => composeEngineStore(gatedRows(rows, gate)).exit(id, 'settled');
      const moving =
        (seen: Enrollment): Actor =>
        (rows, gate) =>
          composeEngineStore(gatedRows(rows, gate)).move([moveTo(seen, horizon)]);

      it('always ends closed, and never goes back in rev or step', async () => {
        for (const schedule of schedules(2, 1)) {
          const rows = await underTest.fresh();
          await composeEngineStore(rows).enroll(entry);
          await interleave(
            schedule,
            (gate) => closing(rows, gate),
            (gate) => moving(freshEnrollment(entry))(rows, gate),
          );

          const [found] = await rows.enrollments.findMany([id]);
          if (found === undefined) throw new EncoreError('not_found');

          expect(found).toMatchObject({ state: 'exited', exitReason: 'settled' });
          expect(found.rev).toBe(found.step === 'wait-2' ? 2 : 1);
        }
      });
    });
  });
};
