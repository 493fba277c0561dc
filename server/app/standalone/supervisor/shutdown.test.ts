import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../../testing/eventually.ts';
import { createShutdown } from './shutdown.ts';

const setUp = (limitMs = 5_000) => {
  const exits: number[] = [];
  const errors: unknown[] = [];
  const shutdown = createShutdown({
    exit: (code) => exits.push(code),
    onError: (error) => errors.push(error),
    limitMs,
  });
  return { shutdown, exits, errors };
};

describe('the shutdown', () => {
  it('closes what was added last first, then exits', async () => {
    const { shutdown, exits } = setUp();
    const closed: string[] = [];
    for (const name of ['lock', 'parts']) {
      shutdown.add(async () => {
        closed.push(name);
        await Promise.resolve();
      });
    }

    shutdown.begin(0);
    await eventually(() => exits.length > 0);

    expect(closed).toEqual(['parts', 'lock']);
    expect(exits).toEqual([0]);
    expect(shutdown.signal.aborted).toBe(true);
  });

  it('keeps the first exit code when asked again', async () => {
    const { shutdown, exits } = setUp();

    shutdown.begin(1);
    shutdown.begin(0);
    await eventually(() => exits.length > 0);

    expect(exits).toEqual([1]);
  });

  it('goes on when something does not close', async () => {
    const { shutdown, exits, errors } = setUp();
    const closed: string[] = [];
    shutdown.add(async () => {
      closed.push('lock');
      await Promise.resolve();
    });
    shutdown.add(() => Promise.reject(new TypeError('no')));

    shutdown.begin(0);
    await eventually(() => exits.length > 0);

    expect(closed).toEqual(['lock']);
    expect(errors).toHaveLength(1);
  });

  it('exits at the limit when something never closes', async () => {
    const { shutdown, exits } = setUp(10);
    shutdown.add(() => new Promise(() => undefined));

    shutdown.begin(0);
    await eventually(() => exits.length > 0);

    expect(exits).toEqual([0]);
  });
});
