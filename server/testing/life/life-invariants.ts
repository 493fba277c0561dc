import { isBehind } from '../../engine/cursor.ts';
import { versionKey } from '../../engine/ports.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { LedgerRow } from '../../mail/ledger/ledger.ts';
import { mailIds } from './life-stores.ts';
import type { Life, LifeModel, Seen } from './life.ts';

/** The enrollment as it was seen last. */
const hold = (isTrue: boolean, broken: string, saw: object = {}): void => {
  if (!isTrue) throw new EncoreError('internal_error', { message: `${broken} ${JSON.stringify(saw)}` });
};

const assertForward = async (life: Life, before: Enrollment, now: Enrollment): Promise<void> => {
  hold(now.rev >= before.rev, 'BACK: rev fell', { before, now });
  hold(now.rev > before.rev || JSON.stringify(now) === JSON.stringify(before), 'BACK: rev did not rise', {
    before,
    now,
  });
  hold(before.state === 'waiting' || now.state === before.state, 'BACK: it opened again', { before, now });
  const program = (await life.flow.runtime.programs.load([now])).get(versionKey(now));
  if (program !== undefined && before.step !== now.step)
    hold(isBehind(program, before.step, now.step), 'BACK: step fell', { before, now });
};

/** Nobody is due with no worker about to look. A worker in the middle of its turn is about to. */
const assertAwake = async (life: Life, now: Enrollment): Promise<void> => {
  if (life.isBusy() || life.awaitsSweep || now.dueAt === undefined) return;
  const [turn] = await life.stores.rows.turns.page(undefined, 10);
  hold(turn?.dueAt !== undefined && turn.dueAt <= now.dueAt, 'WAKE', { turn, dueAt: now.dueAt });
};

/** P2, P3, BACK and WAKE of turns.md: what holds at every moment. */
export const assertSound = async (life: Life, seen: Seen): Promise<void> => {
  const { taken, requests } = life.provider;
  hold(
    [...taken.values()].every((count) => count <= 1),
    'P2: taken twice',
    Object.fromEntries(taken),
  );
  hold(!requests.some(({ forbidden }) => forbidden), 'P3: requested after the answer', requests);
  const now = await life.enrollment();
  if (now === undefined) return hold(seen.last === undefined, 'BACK: it is gone');
  if (seen.last !== undefined) await assertForward(life, seen.last, now);
  await assertAwake(life, now);
  seen.last = now;
};

const final: readonly string[] = ['accepted', 'failed', 'skipped', 'cancelled', 'unknown'];

/** STUCK, LOST, and that the row says what the provider knows. */
const assertRow = ({ provider }: Life, { id, status }: LedgerRow): void => {
  hold(final.includes(status), 'STUCK', { id, status });
  hold(status !== 'unknown' || provider.doubtful.has(id), 'LOST: nobody died of it', { id });
  const wasTaken = provider.taken.has(id);
  hold(status === 'unknown' || wasTaken === (status === 'accepted'), 'LOST: not what the provider knows', {
    id,
    status,
    wasTaken,
  });
};

const assertEnd = (life: Life, model: LifeModel, { state, exitReason }: Enrollment): void => {
  const end = { state, exitReason, endsBy: model.endsBy };
  // Three that never gave back take it out, rightly: who stood still for longer than the lease is one of them.
  if (state === 'quarantined') return hold(life.deaths + life.pauses >= 3, 'QUARANTINE', end);
  hold(state === 'done' || state === 'exited', 'STUCK: it never came to its end', end);
  if (state === 'exited') hold(model.endsBy !== undefined && exitReason === model.endsBy, 'wrong end', end);
};

/** At rest: everything was applied, every worker has finished, time has passed and the sweep has been. */
export const assertAtRest = async (life: Life, model: LifeModel): Promise<void> => {
  await assertSound(life, model.seen);
  const rows = await life.stores.ledger.read(mailIds);
  for (const row of rows.values()) assertRow(life, row);
  const found = await life.enrollment();
  const isIn = found !== undefined;
  hold(isIn === model.entered || (isIn && model.mayHaveEntered), 'entered, or not, against the model', {
    found,
  });
  if (found === undefined) return;
  assertEnd(life, model, found);
  // Nothing was against it: each mail has its row, and none was given up but by who stood still beyond the horizon.
  if (found.state !== 'done') return;
  const states = [...rows.values()].map(({ status }) => status);
  hold(states.length === mailIds.length, 'LOST: a step was walked past', { states });
  hold(life.pauses > 0 || !states.includes('cancelled'), 'LOST: given up', { states });
};

/** Nobody died, so nothing is left for the sweep to close. */
export const assertClosed = async (life: Life): Promise<void> => {
  if (life.deaths > 0 || (await life.enrollment())?.state === 'waiting') return;
  const open = [...(await life.stores.ledger.read(mailIds)).values()].filter(
    ({ status }) => status === 'scheduled' || status === 'sending',
  );
  hold(open.length === 0, 'STUCK: left to the sweep', open);
};
