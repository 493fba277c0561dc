import { describe, expect, it } from '@jest/globals';
import { retryDuplicate } from './retry-duplicate.ts';

const duplicate = (): Error => Object.assign(new Error('E11000 duplicate key'), { code: 11_000 });

/** Throws what is told, one error a call, then answers. */
const failing = (...errors: readonly Error[]) => {
  const left = [...errors];
  let calls = 0;
  const operation = async (): Promise<string> => {
    calls += 1;
    const error = left.shift();
    if (error !== undefined) throw error;
    return 'done';
  };
  return { operation, calls: () => calls };
};

describe('an upsert that met another of the same id', () => {
  it('is done again until it finds the document there', async () => {
    const { operation, calls } = failing(duplicate(), duplicate());

    await expect(retryDuplicate(operation)).resolves.toBe('done');

    expect(calls()).toBe(3);
  });

  it('is not done for ever', async () => {
    const { operation, calls } = failing(...Array.from({ length: 9 }, duplicate));

    await expect(retryDuplicate(operation)).rejects.toThrow('E11000');

    expect(calls()).toBe(5);
  });

  it('is not done again for any other error', async () => {
    const { operation, calls } = failing(new Error('connection lost'));

    await expect(retryDuplicate(operation)).rejects.toThrow('connection lost');

    expect(calls()).toBe(1);
  });
});
