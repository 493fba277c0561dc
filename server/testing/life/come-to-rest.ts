import { assertClosed } from './life-invariants.ts';
import type { Life } from './life.ts';

const whole = { answer: 'accepted' } as const;
const minuteMs = 60_000;
const most = 60;

const finishTurns = async (life: Life): Promise<void> => {
  for (const worker of [0, 1] as const) await life.turn(worker, whole);
};

/** On to the next time anything is due; past leases of the dead where it is due already. */
const toNextDue = async (life: Life): Promise<void> => {
  const next = await life.store.nextDueAt();
  const left = (next?.getTime() ?? 0) - life.bench.clock.now().getTime();
  await life.wait(Math.max(left, 16_000));
};

/** Applies what waits, lets everybody finish, and turns and sweeps until it has come to its end. */
export const comeToRest = async (life: Life): Promise<void> => {
  life.flow.status = 'live';
  await finishTurns(life);
  while (life.intake.isHeld()) await life.apply();
  for (let round = 0; round < most; round += 1) {
    await finishTurns(life);
    if ((await life.enrollment())?.state !== 'waiting') break;
    await toNextDue(life);
  }
  await assertClosed(life);
  // What a dead worker left on the wire is given up after a minute, and closed by the sweep after that.
  for (let sweep = 0; sweep < 2; sweep += 1) {
    await life.wait(2 * minuteMs);
    await life.sweep();
  }
};
