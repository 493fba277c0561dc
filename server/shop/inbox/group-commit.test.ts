import { describe, expect, it } from '@jest/globals';
import { createGroupCommit } from './group-commit.ts';
import type { RowOutcome } from './group-commit.ts';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const stored = (rows: readonly string[]): RowOutcome[] => rows.map(() => 'stored');

describe('createGroupCommit', () => {
  it('writes requests that arrive together as one group', async () => {
    const groups: (readonly string[])[] = [];
    const commit = createGroupCommit<string>({
      insert: (rows) => {
        groups.push(rows);
        return Promise.resolve(stored(rows));
      },
      weightOf: () => 1,
    });

    const outcomes = await Promise.all(['a', 'b', 'c'].map((row) => commit.commit(row)));

    expect(groups).toEqual([['a', 'b', 'c']]);
    expect(outcomes).toEqual(['stored', 'stored', 'stored']);
  });

  it('splits groups at fifty rows and at the byte limit', async () => {
    const sizes: number[] = [];
    const insert = (rows: readonly string[]): Promise<RowOutcome[]> => {
      sizes.push(rows.length);
      return Promise.resolve(stored(rows));
    };
    const byRows = createGroupCommit<string>({ insert, weightOf: () => 1 });
    const byBytes = createGroupCommit<string>({ insert, weightOf: () => 600_000 });

    await Promise.all(Array.from({ length: 70 }, (_, index) => byRows.commit(String(index))));
    await Promise.all(['a', 'b'].map((row) => byBytes.commit(row)));

    expect(sizes).toEqual([50, 20, 1, 1]);
  });

  it('rejects only the rows that were not stored', async () => {
    const commit = createGroupCommit<string>({
      insert: () => Promise.resolve(['stored', 'failed', 'held']),
      weightOf: () => 1,
    });

    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((row) => commit.commit(row)));

    expect(outcomes).toMatchObject([
      { value: 'stored' },
      { reason: { code: 'inbox_unavailable' } },
      { value: 'held' },
    ]);
  });

  it('rejects the whole group when nothing is known of any row, and goes on with the next', async () => {
    let calls = 0;
    const commit = createGroupCommit<string>({
      insert: (rows) => {
        calls += 1;
        return calls === 1 ? Promise.reject(new TypeError('gone')) : Promise.resolve(stored(rows));
      },
      weightOf: () => 1,
    });

    const first = await Promise.allSettled(['a', 'b'].map((row) => commit.commit(row)));
    const second = await commit.commit('c');

    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(second).toBe('stored');
  });

  it('refuses at once what would wait too long, without trying it, and takes the next when there is room', async () => {
    const waiting: (() => void)[] = [];
    const commit = createGroupCommit<string>({
      insert: (rows) => new Promise((resolve) => waiting.push(() => resolve(stored(rows)))),
      weightOf: () => 1,
      flights: 1,
      maxWaiting: 2,
    });
    const first = commit.commit('a');
    await settle();
    const queued = ['b', 'c'].map((row) => commit.commit(row));

    const hadRoom = commit.hasRoom();
    const refused = await Promise.allSettled([commit.commit('d')]);
    waiting[0]?.();
    await first;
    await settle();
    const hasRoom = commit.hasRoom();
    waiting[1]?.();

    expect(hadRoom).toBe(false);
    expect(refused).toMatchObject([{ reason: { code: 'overloaded' } }]);
    expect(hasRoom).toBe(true);
    expect(await Promise.all(queued)).toEqual(['stored', 'stored']);
  });

  it('keeps a place for what is still being read', () => {
    const commit = createGroupCommit<string>({
      insert: (rows) => Promise.resolve(stored(rows)),
      weightOf: () => 1,
      maxWaiting: 1,
    });

    const isRead = commit.expect();
    const whileReading = commit.hasRoom();
    isRead();

    expect([whileReading, commit.hasRoom()]).toEqual([false, true]);
  });

  it('gathers what comes while its flights are out', async () => {
    const waiting: (() => void)[] = [];
    const groups: (readonly string[])[] = [];
    const commit = createGroupCommit<string>({
      insert: (rows) => {
        groups.push(rows);
        return new Promise((resolve) => waiting.push(() => resolve(stored(rows))));
      },
      weightOf: () => 1,
      flights: 1,
    });

    const first = commit.commit('a');
    await settle();
    const others = ['b', 'c'].map((row) => commit.commit(row));
    await settle();
    waiting[0]?.();
    await first;
    await settle();
    waiting[1]?.();
    await Promise.all(others);

    expect(groups).toEqual([['a'], ['b', 'c']]);
  });
});
