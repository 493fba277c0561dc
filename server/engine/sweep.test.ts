import { expect, it, jest } from '@jest/globals';
import { silentLogger } from '../lib/logger.ts';
import { anEntry, minutesAfter, moveTo, noon } from '../testing/engine/enrollments.ts';
import { createMemoryEngineStore } from './memory-engine-store.ts';
import { sweepTurns } from './sweep.ts';

it('wakes a turn that would have slept on, and says so', async () => {
  const warn = jest.spyOn(silentLogger, 'warn');
  const store = createMemoryEngineStore();
  const { enrollment } = await store.enroll(anEntry({ dueAt: minutesAfter(noon, 30) }));
  await store.move([moveTo(enrollment, noon)]);

  const first = await sweepTurns(store, silentLogger);
  const second = await sweepTurns(store, silentLogger);

  expect([first, second]).toEqual([1, 0]);
  expect(warn).toHaveBeenCalledTimes(1);
  expect(await store.countDue(noon)).toBe(1);
});
