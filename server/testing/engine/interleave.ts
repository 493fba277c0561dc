import type { StoreRows } from '../../engine/compose-engine-store.ts';

/** Runs one operation of its actor when the schedule says so. */
export type Gate = <Value>(operation: () => Promise<Value>) => Promise<Value>;

/** Every order in which two actors with so many operations can get on. */
export const schedules = (left: number, right: number): readonly string[] => {
  if (left === 0) return ['b'.repeat(right)];
  if (right === 0) return ['a'.repeat(left)];
  return [
    ...schedules(left - 1, right).map((rest) => `a${rest}`),
    ...schedules(left, right - 1).map((rest) => `b${rest}`),
  ];
};

const createSchedule = (order: string) => {
  const finished = new Set<string>();
  const waiting = new Map<string, () => void>();
  let position = 0;

  const advance = (): void => {
    while (position < order.length && finished.has(order.charAt(position))) position += 1;
    const next = waiting.get(order.charAt(position));
    waiting.delete(order.charAt(position));
    next?.();
  };

  /** Beyond its end the schedule says nothing any more: whoever comes, goes. */
  const turnOf = (actor: string): Promise<void> => {
    if (position >= order.length || order.charAt(position) === actor) return Promise.resolve();
    return new Promise((resolve) => {
      waiting.set(actor, resolve);
    });
  };

  const gateOf =
    (actor: string): Gate =>
    async (operation) => {
      await turnOf(actor);
      try {
        return await operation();
      } finally {
        position += 1;
        advance();
      }
    };

  const finish = (actor: string): void => {
    finished.add(actor);
    advance();
  };

  return { gateOf, finish };
};

/** Runs two actors, one database operation at a time, in the order told: `abb` is one of a, then two of b. */
export const interleave = async (
  order: string,
  a: (gate: Gate) => Promise<unknown>,
  b: (gate: Gate) => Promise<unknown>,
): Promise<void> => {
  const schedule = createSchedule(order);
  await Promise.all([
    a(schedule.gateOf('a')).finally(() => schedule.finish('a')),
    b(schedule.gateOf('b')).finally(() => schedule.finish('b')),
  ]);
};

/** The same rows, each operation of the protocol going through the gate. */
export const gatedRows = ({ turns, enrollments }: StoreRows, gate: Gate): StoreRows => ({
  turns: {
    ...turns,
    held: (...args) => gate(() => turns.held(...args)),
    release: (...args) => gate(() => turns.release(...args)),
    lower: (...args) => gate(() => turns.lower(...args)),
  },
  enrollments: {
    ...enrollments,
    insert: (...args) => gate(() => enrollments.insert(...args)),
    reanchor: (...args) => gate(() => enrollments.reanchor(...args)),
    findMany: (...args) => gate(() => enrollments.findMany(...args)),
    hasten: (...args) => gate(() => enrollments.hasten(...args)),
    close: (...args) => gate(() => enrollments.close(...args)),
    move: (...args) => gate(() => enrollments.move(...args)),
    nextDue: (...args) => gate(() => enrollments.nextDue(...args)),
  },
});
