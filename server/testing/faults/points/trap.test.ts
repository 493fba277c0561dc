import { describe, expect, it } from '@jest/globals';
import { createTraps } from './trap.ts';

const rows = { operation: 'ROWS', moment: 'after' } as const;

describe('a trap', () => {
  it('catches what it waits for, once, in whichever wire comes first', async () => {
    const traps = createTraps();
    const trap = traps.set(rows, () => 'cut');

    const fates = ['worker 1', 'worker 2'].map((part) => traps.tapOf(part)(rows));

    expect(fates).toEqual(['cut', 'pass']);
    expect(await trap.caught(10)).toEqual({ part: 'worker 1', point: 'ROWS after' });
    expect(traps.hit).toEqual(new Set(['ROWS after']));
  });

  it('lets pass what is another operation, another moment, or somebody else', () => {
    const traps = createTraps();
    traps.set({ ...rows, only: ({ address }) => address === 'a@x.example' }, () => 'cut');
    const tap = traps.tapOf('worker 1');

    const fates = [
      tap({ operation: 'CAP', moment: 'after', address: 'a@x.example' }),
      tap({ operation: 'ROWS', moment: 'before', address: 'a@x.example' }),
      tap({ operation: 'ROWS', moment: 'after', address: 'b@x.example' }),
    ];

    expect(fates).toEqual(['pass', 'pass', 'pass']);
    expect(traps.hit.size).toBe(0);
  });

  it('goes on catching when it stays, until it is disarmed', () => {
    const traps = createTraps();
    const trap = traps.set({ ...rows, stays: true }, () => 'swallow');
    const tap = traps.tapOf('worker 1');

    const before = [tap(rows), tap(rows)];
    trap.disarm();

    expect([...before, tap(rows)]).toEqual(['swallow', 'swallow', 'pass']);
  });

  it('says so when nothing came', async () => {
    const traps = createTraps();

    expect(await traps.set(rows, () => 'cut').caught(5)).toBeUndefined();
  });
});
