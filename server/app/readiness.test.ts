import { describe, expect, it } from '@jest/globals';
import { createReadiness } from './readiness.ts';

type Live = readonly { readonly stalled: readonly string[] }[];

const turning = { stalled: [] };
const still = { stalled: ['dispatch'] };

const readiness = (liveWorkers: () => Promise<Live>): Promise<unknown> =>
  createReadiness({ liveWorkers, timeoutMs: 30 })();

describe('readiness', () => {
  it('is ready with a database and a live worker', async () => {
    expect(await readiness(async () => [turning])).toEqual({ ready: true });
  });

  it('names a missing worker', async () => {
    expect(await readiness(async () => [])).toEqual({
      ready: false,
      reason: 'no worker has a heartbeat younger than 30 s',
    });
  });

  it('is ready as long as one worker turns all its loops', async () => {
    expect(await readiness(async () => [still, turning])).toEqual({ ready: true });
  });

  it('names the loop that stands still in every worker', async () => {
    expect(await readiness(async () => [still])).toEqual({
      ready: false,
      reason: 'every worker has a loop that stands still: dispatch',
    });
  });

  it('names a database that refuses', async () => {
    const refused = async (): Promise<Live> => {
      throw new TypeError('ECONNREFUSED');
    };

    expect(await readiness(refused)).toEqual({ ready: false, reason: 'the database can not be reached' });
  });

  it('names a database that never answers instead of waiting for it', async () => {
    const silent = (): Promise<Live> => new Promise(() => undefined);

    expect(await readiness(silent)).toEqual({ ready: false, reason: 'the database does not answer' });
  });
});
