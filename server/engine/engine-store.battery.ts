import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import { openStoreBench } from '../testing/engine/store-bench.ts';
import type { StoreUnderTest } from '../testing/engine/store-bench.ts';
import { entryBattery } from './engine-store-entry.battery.ts';
import { leaseBattery } from './engine-store-lease.battery.ts';
import { moveBattery } from './engine-store-move.battery.ts';

/** Every adapter of the store behaves like this. */
export const engineStoreBattery = (name: string, open: () => Promise<StoreUnderTest>): void => {
  describe(`${name} engine store`, () => {
    const bench = openStoreBench(open);

    beforeAll(() => bench.open());
    beforeEach(() => bench.restart());
    afterAll(() => bench.close());

    entryBattery(bench);
    leaseBattery(bench);
    moveBattery(bench);
  });
};
