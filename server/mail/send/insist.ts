import { sleep } from '../../lib/clock.ts';

const pausesMs = [20, 200];

/** For writes that may be repeated (filtered by token): a lost reply is asked for again before it is given up. */
export const insist = async <Value>(write: () => Promise<Value>): Promise<Value> => {
  for (const pause of pausesMs) {
    try {
      return await write();
    } catch {
      await sleep(pause);
    }
  }
  return write();
};
