import { engineStoreBattery } from './engine-store.battery.ts';
import { createMemoryEngineStore } from './memory-engine-store.ts';

engineStoreBattery('memory', async () => {
  let nowMs = 1_000_000;
  return {
    fresh: async (leaseMs) => createMemoryEngineStore({ leaseMs, nowMs: () => nowMs }),
    pass: async (ms) => {
      nowMs += ms;
    },
    close: async () => {},
  };
});
