import { describe, expect, it } from '@jest/globals';
import { createReadiness } from './readiness.ts';

const readiness = (liveWorkers: () => Promise<number>): Promise<unknown> =>
  createReadiness({ liveWorkers, timeoutMs: 30 })();

describe('readiness', () => {
  it('is ready with a database and a live worker', async () => {
    expect(await readiness(async () => 1)).toEqual({ ready: true });
  });

  it('names a missing worker', async () => {
    expect(await readiness(async () => 0)).toEqual({
      ready: false,
      reason: 'no worker has a heartbeat younger than 30 s',
    });
  });

  it('names a database that refuses', async () => {
    const refused = async (): Promise<number> => {
      throw new TypeError('ECONNREFUSED');
    };

    expect(await readiness(refused)).toEqual({ ready: false, reason: 'the database can not be reached' });
  });

  it('names a database that never answers instead of waiting for it', async () => {
    const silent = (): Promise<number> => new Promise(() => undefined);

    expect(await readiness(silent)).toEqual({ ready: false, reason: 'the database does not answer' });
  });
});
