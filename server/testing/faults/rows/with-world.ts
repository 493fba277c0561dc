import { openFaultWorld } from '../world/fault-world.ts';
import type { FaultWorld, WorldOptions } from '../world/fault-world.ts';
import type { Fate } from '../world/people.ts';

/** A world of a row's own, which is gone when the row is done. */
export const withWorld = async <Value>(
  options: WorldOptions,
  work: (world: FaultWorld) => Promise<Value>,
): Promise<Value> => {
  const world = await openFaultWorld(options);
  try {
    return await work(world);
  } finally {
    await world.close();
  }
};

export const allLeft = (count: number): readonly Fate[] => Array.from({ length: count }, () => 'left');

/** Most leave; some order, leave the list or ask to be forgotten. */
export const mixed = (count: number): readonly Fate[] =>
  Array.from(
    { length: count },
    (_, index) => (['left', 'left', 'ordered', 'left', 'left', 'unsubscribed'] as const)[index % 6] ?? 'left',
  );
