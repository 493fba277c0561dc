import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { lumen } from '../../../testing/shop/build-delivery.ts';
import type { AdminClient } from '../admin-client.ts';
import { awaitBulkOperation } from './bulk-operation.ts';

const answerSchema = z.unknown();

/** Answers each request with the next status, the last one for ever. */
const adminTelling = (...statuses: readonly string[]) => {
  let asked = 0;
  const admin: AdminClient = {
    request: (_shop, { schema }) => {
      const status = statuses[Math.min(asked, statuses.length - 1)];
      asked += 1;
      const bulkOperation = answerSchema.parse(
        status === 'UNKNOWN' ? null : { status, url: 'https://f', objectCount: '3' },
      );
      return Promise.resolve(schema.parse({ bulkOperation }));
    },
  };
  return { admin, asked: () => asked };
};

const never = (): Promise<boolean> => Promise.resolve(false);

describe('waiting for a bulk operation', () => {
  it('asks until it is over, also when no webhook comes', async () => {
    const { admin, asked } = adminTelling('CREATED', 'RUNNING', 'COMPLETED');

    const result = await awaitBulkOperation(admin, lumen, { id: 'b1', isTold: never });

    expect(result).toEqual({ kind: 'done', url: 'https://f', lines: 3 });
    expect(asked()).toBe(3);
  });

  it('asks at once when the webhook came: of a pause that grows, all that is left is not waited for', async () => {
    const running = Array.from({ length: 3 }, () => 'RUNNING');
    const { admin, asked } = adminTelling(...running, 'COMPLETED');
    let looks = 0;
    const isTold = (): Promise<boolean> => {
      looks += 1;
      return Promise.resolve(true);
    };

    const result = await awaitBulkOperation(admin, lumen, { id: 'b1', isTold });

    expect(result.kind).toBe('done');
    expect(asked()).toBe(4);
    // The first two pauses are shorter than a look; the third would be two looks long.
    expect(looks).toBe(1);
  });

  it.each([
    ['FAILED', 'FAILED'],
    ['EXPIRED', 'EXPIRED'],
    ['CANCELED', 'CANCELED'],
    ['UNKNOWN', 'unknown'],
  ])('says that it is lost when it is %s', async (status, why) => {
    const { admin } = adminTelling(status);

    expect(await awaitBulkOperation(admin, lumen, { id: 'b1', isTold: never })).toEqual({
      kind: 'lost',
      why,
    });
  });

  it('ends when its process does', async () => {
    const { admin, asked } = adminTelling('RUNNING');
    const stopping = new AbortController();
    const waiting = awaitBulkOperation(admin, lumen, {
      id: 'b1',
      isTold: never,
      signal: stopping.signal,
    });

    stopping.abort();

    await expect(waiting).rejects.toMatchObject({ code: 'interrupted' });
    expect(asked()).toBe(1);
  });
});
